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
const MOST = 0.9;

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

/** Infers the grid of new bars from their open times: in UTC or, where more of them stand on it, as the clocks of one of the zones show, or of one of the usual ones where all do. */
export function inferGrid(
  times: readonly number[],
  timeframe: Timeframe,
  zones: readonly string[],
  infer = inferFileGridOffset,
): BarGrid {
  const inUtc: BarGrid = { gridOffsetMs: infer(times, timeframe), gridZone: null };
  if (!mayFollowClocks(timeframe)) return inUtc;
  return bestOf(times, timeframe, inUtc, zones, (zone) =>
    infer(
      times.map((time) => time + clockAhead(zone, time)),
      timeframe,
    ),
  );
}

/** The grid of a stored series for bars that come: its own, or as the clocks of a zone show, where all of its bars stand on that, too, and more of those that come. */
export function gridFor(
  { timeframe, gridOffsetMs, gridZone, first, last }: Series,
  times: readonly number[],
  zones: readonly string[],
): BarGrid {
  const own: BarGrid = { gridOffsetMs, gridZone };
  if (gridZone !== null || !mayFollowClocks(timeframe) || !first || !last) return own;
  const [fromMs, toMs] = [first.getTime(), last.getTime()];
  const lengthMs = timeframeMs(timeframe) ?? DAY_MS;
  return bestOf(times, timeframe, own, zones, (zone) => {
    if (!standStill(zone, fromMs, toMs)) return null;
    const shown = gridOffsetMs + clockAhead(zone, fromMs);
    return ((shown % lengthMs) + lengthMs) % lengthMs;
  });
}

// No clock changes twice within a week, and those of zones that matter here change twice a year.
function standStill(zone: string, fromMs: number, toMs: number): boolean {
  const ahead = clockAhead(zone, toMs);
  if (toMs - fromMs > 367 * DAY_MS) return false;
  for (let at = fromMs; at < toMs; at += 7 * DAY_MS) {
    if (clockAhead(zone, at) !== ahead) return false;
  }
  return true;
}

function bestOf(
  times: readonly number[],
  timeframe: Timeframe,
  plain: BarGrid,
  zones: readonly string[],
  offsetIn: (zone: string) => number | null,
): BarGrid {
  const fitting = (grid: BarGrid) => times.filter((time) => isOnGrid(time, timeframe, grid)).length;
  let best = plain;
  let most = fitting(plain);
  if (most === times.length) return plain;
  const named = zones.filter((zone) => zone !== 'UTC' && !/^[+-]/.test(zone));
  for (const zone of new Set([...named, ...ZONES])) {
    const gridOffsetMs = offsetIn(zone);
    if (gridOffsetMs === null) continue;
    const grid = { gridOffsetMs, gridZone: zone };
    const count = fitting(grid);
    const least = named.includes(zone) ? MOST * times.length : times.length;
    if (count <= most || count < least) continue;
    best = grid;
    most = count;
  }
  return best;
}
