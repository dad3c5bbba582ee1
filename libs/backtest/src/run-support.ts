import { AppError, text, type Problem } from '@app/platform';
import { backtestErrors } from './backtest.errors.js';
import type { RunRequest } from './run-request.js';

/** Lists the options of a run whose meaning this version does not have yet; they are refused by name, never ignored. */
export const NOT_SUPPORTED = ['data_as_of'] as const;

const PROBLEM = text('is not supported by this version yet', '当前版本尚不支持');

/** Refuses, by name, the options that have no meaning yet. */
export function assertSupported(request: RunRequest): void {
  const details: Problem[] = NOT_SUPPORTED.filter((name) => request[name] !== undefined).map(
    (field) => ({ field, problem: PROBLEM }),
  );
  if (details.length === 0) return;
  const fields = details.map(({ field }) => field).join(', ');
  throw new AppError(backtestErrors['backtest/field-not-supported'], {
    values: { fields },
    details,
  });
}
