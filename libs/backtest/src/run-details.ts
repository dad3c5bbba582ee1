import type { BacktestResult, BoundsRun, ChartSeries, TradeRow } from '@app/engine';
import type { RunChecks } from '@app/strategy/sandbox';
import { encodeColumn } from './column-codec.js';
import { lttbWithGaps } from './lttb.js';
import type { RunDetails, StoredIndicator } from './run-task.js';

/** Bounds the points of an indicator that are kept for charts. */
export const MOST_INDICATOR_POINTS = 20_000;

/** Shows what a result holds besides its figures under the names of the wire. */
export function detailsOf(result: BacktestResult, checks: RunChecks): RunDetails {
  const { breakdown, bounds, profileStatistics } = result;
  return {
    breakdown,
    bounds: bounds && { worse: boundsView(bounds.worse), better: boundsView(bounds.better) },
    checks,
    profile_statistics: profileStatistics,
  };
}

/** Makes indicators ready to store: thinned where they are long, and compressed. */
export function storedIndicators(charts: ChartSeries[]): StoredIndicator[] {
  return charts.map(({ time, values, ...chart }) => {
    const kept = lttbWithGaps(time, values, MOST_INDICATOR_POINTS);
    const column = (of: Float64Array) =>
      encodeColumn(Float64Array.from(kept, (i) => of[i] ?? Number.NaN));
    return { ...chart, time: column(time), values: column(values) };
  });
}

function boundsView({ statistics, differing, differs }: BoundsRun) {
  return { statistics, differs, differing: differing.map((trade) => tradeView(trade)) };
}

function tradeView(trade: TradeRow) {
  const { entry_time, exit_time, ...rest } = trade;
  return {
    ...rest,
    entry_time: new Date(entry_time).toISOString(),
    exit_time: exit_time === null ? null : new Date(exit_time).toISOString(),
  };
}
