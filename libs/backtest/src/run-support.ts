import { AppError, text, type Problem } from '@app/platform';
import { backtestErrors } from './backtest.errors.js';
import type { RunRequest } from './run-request.js';

/** Lists the options of a run whose meaning this version does not have yet; they are refused by name, never ignored. */
export const NOT_SUPPORTED = [
  'funding',
  'borrow_rate',
  'detail_timeframe',
  'bounds',
  'checks',
  'benchmark',
  'priority',
  'data_as_of',
  'protections',
  'margin_mode',
  'maintenance_margin',
  'liquidation_fee',
  'leverage',
  'hedging',
  'execution_profile',
  'fractional_unit',
  'max_volume_share',
  'min_notional',
  'limit_fill',
] as const;

const PROBLEM = text('is not supported by this version yet', '当前版本尚不支持');
const ONE_SYMBOL = text('takes one symbol in this version', '当前版本仅支持一个交易对');

/** Refuses, by name, the options that have no meaning yet. */
export function assertSupported(request: RunRequest): void {
  const details: Problem[] = NOT_SUPPORTED.filter((name) => request[name] !== undefined).map(
    (field) => ({ field, problem: PROBLEM }),
  );
  if ((request.symbols?.length ?? 0) > 1) details.push({ field: 'symbols', problem: ONE_SYMBOL });
  if (details.length === 0) return;
  const fields = details.map(({ field }) => field).join(', ');
  throw new AppError(backtestErrors['backtest/field-not-supported'], {
    values: { fields },
    details,
  });
}
