import type { BacktestOutcome } from '@app/engine';

/** A result that may leave the realm: with columns of its own, cut to their rows, since a view would take all the memory behind it along. */
export function packed(outcome: BacktestOutcome): BacktestOutcome {
  if (outcome.stopped) return outcome;
  const { trades, orders, equity, equityTime } = outcome;
  // One column for both tables, and one when it leaves.
  const times = Float64Array.from(trades.times);
  return {
    ...outcome,
    equity: equity.slice(),
    equityTime: Float64Array.from(equityTime),
    trades: { ...trades, times, columns: cut(trades) },
    orders: { ...orders, times, columns: cut(orders) },
    charts: outcome.charts.map((chart) => ({
      ...chart,
      time: Float64Array.from(chart.time),
      values: chart.values.slice(),
    })),
  };
}

function cut<T extends object>({ columns, rows }: { columns: T; rows: number }): T {
  const all = Object.entries(columns) as [string, Float64Array][];
  return Object.fromEntries(all.map(([name, column]) => [name, column.slice(0, rows)])) as T;
}
