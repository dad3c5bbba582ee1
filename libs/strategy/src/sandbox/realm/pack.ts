import type { BacktestOutcome } from '@app/engine';

// Taken before user code runs, from which it is taken away.
const Shared = SharedArrayBuffer;

type Column = Uint8Array | Int32Array | Float64Array;

/** Takes memory that is not copied on the way out of the realm. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  return new Shared(bytes);
}

/** A result that may leave the realm: all of its columns on shared memory, most of them those of the run itself. */
export function packed(outcome: BacktestOutcome): BacktestOutcome {
  if (outcome.stopped) return outcome;
  const { trades, orders, equity, equityTime } = outcome;
  return {
    ...outcome,
    equity: onShared(equity),
    equityTime: onShared(equityTime),
    trades: { ...trades, times: onShared(trades.times), columns: allShared(trades.columns) },
    orders: { ...orders, times: onShared(orders.times), columns: allShared(orders.columns) },
    charts: outcome.charts.map((chart) => ({
      ...chart,
      time: onShared(chart.time),
      values: onShared(chart.values),
    })),
  };
}

function onShared<T extends Column>(column: T): T {
  if (column.buffer instanceof Shared) return column;
  const Kind = column.constructor as new (memory: SharedArrayBuffer) => T;
  const copy = new Kind(new Shared(column.byteLength));
  copy.set(column);
  return copy;
}

function allShared<T extends object>(columns: T): T {
  const all = Object.entries(columns) as [string, Column][];
  return Object.fromEntries(all.map(([name, column]) => [name, onShared(column)])) as T;
}
