import type { Account } from '../account.js';
import { suggestion } from '../names.js';
import type { Statistics } from '../result.js';
import { GROUPS, TICK_STATISTICS, type StatisticsScope } from './groups.js';

export type { StatisticsScope } from './groups.js';

/** Statistics with the reason of each that is null. */
export type ExplainedStatistics = { statistics: Statistics; reasons: Record<string, string> };

/** All statistics of a run over the ticks [firstTick, end), ratios as fractions; of the groups that hold no wanted name none is worked out. */
export function computeStatistics(
  account: Account,
  scope: StatisticsScope,
  wanted: readonly string[] | null = null,
): ExplainedStatistics {
  const statistics: Statistics = {};
  const reasons: Record<string, string> = {};
  if (scope.end <= account.firstTick) return emptyStatistics(account.config.initialCapital);
  for (const group of GROUPS) {
    if (wanted !== null && !group.names.some((name) => wanted.includes(name))) continue;
    group.add(account, scope, statistics, reasons);
  }
  explainNulls(statistics, reasons);
  return { statistics, reasons };
}

/** Throws a RangeError naming the first name that is no statistic. */
export function checkStatistics(names: readonly string[]): void {
  const known = GROUPS.flatMap((group) => group.names);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new RangeError(`There is no statistic ${name}.${suggestion(name, known)}`);
  }
}

/** Whether any of these statistics is worked out from the equity of single ticks, so that a run has to keep it. */
export function readEquity(names: readonly string[]): boolean {
  return names.some((name) => TICK_STATISTICS.includes(name));
}

// A value that no number can hold (nothing to divide by) is null with a reason, never NaN or infinite.
function explainNulls(statistics: Statistics, reasons: Record<string, string>): void {
  for (const [name, value] of Object.entries(statistics)) {
    if (value !== null && Number.isFinite(value)) continue;
    statistics[name] = null;
    reasons[name] ??= statistics.trades === 0 ? 'no trades' : 'nothing to divide by';
  }
}

function emptyStatistics(capital: number): ExplainedStatistics {
  const statistics = {
    trades: 0,
    bars: 0,
    periods: 0,
    equity_final: capital,
    equity_peak: capital,
  };
  return { statistics, reasons: {} };
}
