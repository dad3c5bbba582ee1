import { nextOpenTime, openTimeAt, type Timeframe, timeframeMs } from '@app/engine';

// Sessions and zones everywhere start at quarters of an hour; what is finer is a wrong stamp, not a grid.
const QUARTER_MS = 15 * 60_000;
const MOST = 0.9;

/** Infers by how many milliseconds the bars of a new series open after their timeframe's own grid (for months also before it): what all open times share in whole quarters of an hour, else 0. */
export function inferGridOffset(openTimesMs: readonly number[], timeframe: Timeframe): number {
  if (openTimesMs.length === 0) return 0;
  const after = sharedOffset(openTimesMs, (timeMs) => timeMs - openTimeAt(timeMs, timeframe));
  if (timeframeMs(timeframe) !== null || after === 0) return after ?? 0;
  // Months stamped at their end stand a day or so before the next one, and at no fixed day after their own start.
  const before = sharedOffset(openTimesMs, (timeMs) => timeMs - nextOpenTime(timeMs, timeframe));
  if (before === undefined) return after ?? 0;
  return after === undefined || -before < after ? before : after;
}

/** Infers the grid of a file from its first open times: what all share, else what nine in ten share, else the timeframe's own; the few that lie elsewhere are wrong stamps. */
export function inferFileGridOffset(openTimesMs: readonly number[], timeframe: Timeframe): number {
  const shared = inferGridOffset(openTimesMs, timeframe);
  if (shared !== 0) return shared;
  const offsets = Map.groupBy(openTimesMs, (timeMs) => timeMs - openTimeAt(timeMs, timeframe));
  const usual = [...offsets].find(([, { length }]) => length >= openTimesMs.length * MOST);
  return usual && usual[0] % QUARTER_MS === 0 ? usual[0] : 0;
}

function sharedOffset(
  openTimesMs: readonly number[],
  offsetOf: (timeMs: number) => number,
): number | undefined {
  const offset = offsetOf(openTimesMs[0]);
  if (offset % QUARTER_MS !== 0) return undefined;
  return openTimesMs.every((timeMs) => offsetOf(timeMs) === offset) ? offset : undefined;
}
