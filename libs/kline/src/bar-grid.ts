import { DAY_MS, openTimeAt, type Timeframe, timeframeMs } from '@app/engine';
import { clockAhead } from './clock-ahead.js';
import { ZONES } from './formats/session-of.js';
import { inferFileGridOffset } from './grid-offset.js';
import type { Series } from './series.entity.js';

/** Is where bars of a series stand: so many milliseconds after their timeframe's own grid, which is that of UTC or, of bars of 2 to 12 hours, what the clocks of a zone show. */
export type BarGrid = Pick<Series, 'gridOffsetMs' | 'gridZone'>;

/** Is the grid of bars of which nothing is known. */
export const OWN_GRID: BarGrid = { gridOffsetMs: 0, gridZone: null };

const HOUR_MS = 3_600_000;
// The share of bars that stand on the grid of a zone: the others are wrong stamps.
const NAMED = 0.9;
const UNNAMED = 0.99;

/** Says whether an open time (epoch ms) lies on a grid. */
export function isOnGrid(
  openTimeMs: number,
  timeframe: Timeframe,
  { gridOffsetMs, gridZone }: BarGrid,
): boolean {
  const shown = gridZone === null ? openTimeMs : openTimeMs + clockAhead(gridZone, openTimeMs);
  return openTimeAt(shown, timeframe, gridOffsetMs) === shown;
}

/** Whether a change of clocks can move bars of a timeframe off a grid of UTC: it moves shorter ones by whole bars, and longer ones are dates. */
export function mayFollowClocks(timeframe: Timeframe): boolean {
  const lengthMs = timeframeMs(timeframe);
  return lengthMs !== null && lengthMs > HOUR_MS && lengthMs < DAY_MS;
}

/** Infers the grid of new bars from their open times: in UTC or, where more of them stand on it, as the clocks of a zone show, one of those named or a usual one. */
export function inferGrid(
  times: readonly number[],
  timeframe: Timeframe,
  zones: readonly string[],
  infer = inferFileGridOffset,
): BarGrid {
  const inUtc: BarGrid = { gridOffsetMs: infer(times, timeframe), gridZone: null };
  return bestOf({ times, stored: [], timeframe, zones, infer }, inUtc);
}

/** The grid of a stored series for bars that come: its own, or another one by the clocks of a zone where more of those that come stand on it, and all that are stored. */
export function gridFor(
  { timeframe, gridOffsetMs, gridZone }: Series,
  stored: readonly number[],
  times: readonly number[],
  zones: readonly string[],
): BarGrid {
  const own: BarGrid = { gridOffsetMs, gridZone };
  return bestOf({ times, stored, timeframe, zones, infer: inferFileGridOffset }, own);
}

type Asked = {
  readonly times: readonly number[];
  readonly stored: readonly number[];
  readonly timeframe: Timeframe;
  readonly zones: readonly string[];
  readonly infer: typeof inferFileGridOffset;
};

function bestOf({ times, stored, timeframe, zones, infer }: Asked, plain: BarGrid): BarGrid {
  if (!mayFollowClocks(timeframe)) return plain;
  const fitting = (all: readonly number[], grid: BarGrid) =>
    all.filter((time) => isOnGrid(time, timeframe, grid)).length;
  let best = plain;
  let most = fitting(times, plain);
  if (most === times.length) return plain;
  const named = zones.filter((zone) => zone !== 'UTC' && !/^[+-]/.test(zone));
  for (const zone of new Set([...named, ...ZONES])) {
    const shown = [...stored, ...times].map((time) => time + clockAhead(zone, time));
    const grid = { gridOffsetMs: infer(shown, timeframe), gridZone: zone };
    if (fitting(stored, grid) < stored.length) continue;
    const count = fitting(times, grid);
    if (count <= most || count < times.length * (named.includes(zone) ? NAMED : UNNAMED)) continue;
    best = grid;
    most = count;
  }
  return best;
}
