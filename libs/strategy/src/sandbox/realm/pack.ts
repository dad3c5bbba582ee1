import type { BacktestOutcome } from '@app/engine';

// Taken before user code runs, from which it is taken away.
const Shared = SharedArrayBuffer;

type Column = Uint8Array | Int32Array | Float64Array;

/** Gives shared memory of the host's, which outlives the isolate. */
export type HostMemory = (bytes: number) => SharedArrayBuffer;

let hostMemory: HostMemory | null = null;

/** Takes the host's memory from now on. */
export function setHostMemory(allocate: HostMemory): void {
  hostMemory = allocate;
}

/** Memory that is not copied on the way out of the realm. The isolate's own would be given back to it when it is no more: isolated-vm then counts, and frees, what is another's. */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  if (hostMemory === null) throw new Error('The host gave no memory.');
  return hostMemory(bytes);
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
  const copy = new Kind(sharedMemory(column.byteLength));
  copy.set(column);
  return copy;
}

function allShared<T extends object>(columns: T): T {
  const all = Object.entries(columns) as [string, Column][];
  return Object.fromEntries(all.map(([name, column]) => [name, onShared(column)])) as T;
}
