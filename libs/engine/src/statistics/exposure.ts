import type { Rows } from '../rows.js';
import { AT_OPEN, T_ENTRY_BAR, T_EXIT_BAR, T_EXITED } from '../trade-row.js';

/** The share of the ticks [firstTick, end) in which anything was held; a trade left at an open does not count that bar. */
export function exposure(trades: Rows, firstTick: number, end: number): number {
  const { data, stride, rows } = trades;
  const spans: [number, number][] = [];
  let sorted = true;
  for (let row = 0; row < rows; row++) {
    const at = row * stride;
    const exit = data[at + T_EXIT_BAR];
    const until = exit < 0 ? end : data[at + T_EXITED] === AT_OPEN ? exit : exit + 1;
    const from = data[at + T_ENTRY_BAR];
    if (spans.length > 0 && from < spans[spans.length - 1][0]) sorted = false;
    spans.push([from, Math.max(until, from + 1)]);
  }
  if (!sorted) spans.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let reached = -1;
  for (const [from, until] of spans) {
    if (until <= reached) continue;
    covered += until - Math.max(from, reached);
    reached = until;
  }
  return covered / (end - firstTick);
}
