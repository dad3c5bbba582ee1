import { Moment } from '../codes.js';
import type { Trades } from '../trades.js';

/** The share of the ticks [firstTick, end) in which anything was held; a trade left at an open does not count that bar, nor one entered at a close. */
export function exposure(trades: Trades, firstTick: number, end: number): number {
  const { entry, exit, entered, exited } = trades.columns;
  const order = byEntry(trades);
  let covered = 0;
  let reached = -1;
  for (let k = 0; k < trades.rows; k++) {
    const row = order === null ? k : order[k];
    const atEnd = entered[row] === Moment.AtEnd;
    const from = atEnd ? entry[row] + 1 : entry[row];
    const left = exit[row] === 0 ? end : exited[row] === Moment.AtOpen ? exit[row] - 1 : exit[row];
    const until = Math.max(left, atEnd ? from : from + 1);
    if (until <= reached) continue;
    covered += until - Math.max(from, reached);
    reached = until;
  }
  return covered / (end - firstTick);
}

// Rows are made as trades open; only a part that was closed by itself stands later than its entry.
function byEntry({ columns, rows }: Trades): Int32Array | null {
  const { entry } = columns;
  let sorted = true;
  for (let row = 1; row < rows && sorted; row++) sorted = entry[row] >= entry[row - 1];
  if (sorted) return null;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  return order.toSorted((a, b) => entry[a] - entry[b]);
}
