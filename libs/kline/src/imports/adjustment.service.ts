import { Injectable } from '@nestjs/common';
import { AppError } from '@app/platform';
import type { Uploader } from '../upload.js';
import { AdjustmentRepository } from './adjustment.repository.js';
import { importErrors } from './import.errors.js';
import { mayAdjust, othersAdjustments } from './symbol-owner.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Shows the splits, dividends and factors of symbols, and removes them. */
@Injectable()
export class AdjustmentService {
  constructor(private readonly repository: AdjustmentRepository) {}

  /** Returns one page of those of a symbol, oldest first, and their number. */
  page(symbol: string, page: number, size: number): Promise<[SymbolAdjustment[], number]> {
    return this.repository.page(symbol, page, size);
  }

  /** Removes all of a symbol and returns how many there were; throws `kline/adjustments-unknown` and `kline/adjustments-others`. */
  remove(symbol: string, uploader: Uploader): Promise<number> {
    return this.repository.transaction(async (manager) => {
      const { rows, owner } = await this.repository.lock(manager, symbol);
      if (rows.length === 0) {
        throw new AppError(importErrors['kline/adjustments-unknown'], { values: { symbol } });
      }
      if (!mayAdjust(uploader, owner)) throw othersAdjustments(symbol);
      return this.repository.removeAll(manager, symbol);
    });
  }
}
