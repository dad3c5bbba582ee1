import { AppError } from '@app/platform';
import type { Uploader } from '../upload.js';
import { importErrors } from './import.errors.js';

/** Is the user who first stored something of a symbol; null is Barline itself. */
export interface SymbolOwner {
  id: string | null;
}

/** Says whether a user may change the splits, dividends and factors of a symbol: its owner, admins, and anybody where nothing is stored. */
export function mayAdjust({ id, role }: Uploader, owner: SymbolOwner | null): boolean {
  return owner === null || role === 'admin' || owner.id === id;
}

/** Says that the adjustments of a symbol are somebody else's. */
export function othersAdjustments(symbol: string): AppError {
  return new AppError(importErrors['kline/adjustments-others'], { values: { symbol } });
}
