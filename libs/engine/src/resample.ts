import { type Bars, emptyBars, sliceBars } from './bars.js';
import { builtGrid, isMovedBySession } from './built-grid.js';
import type { SymbolSettings } from './market.js';
import { closeTimeOf, type Timeframe } from './timeframe.js';

/** How {@link resample} builds its grid: moved by `gridOffsetMs`, days and longer by a `session`; with or without a last bar that is not over yet. */
export type ResampleOptions = {
  gridOffsetMs?: number;
  session?: SymbolSettings | null;
  dropIncomplete?: boolean;
};

/** Builds bars of the timeframe `to` out of bars of a finer one: first open, highest high, lowest low, last close, summed volume; empty bars are left out. */
export function resample(
  bars: Bars,
  from: Timeframe,
  to: Timeframe,
  { gridOffsetMs = 0, session = null, dropIncomplete = false }: ResampleOptions = {},
): Bars {
  const moves = isMovedBySession(session, from, to, bars.time);
  const grid = builtGrid(to, gridOffsetMs, moves ? session : null);
  const out = emptyBars(bars.time.length);
  let row = -1;
  let end = -Infinity;
  for (let i = 0; i < bars.time.length; i++) {
    if (bars.time[i] >= end) {
      row++;
      out.time[row] = grid.openTime(bars.time[i]);
      end = grid.nextOpen(bars.time[i]);
      out.open[row] = bars.open[i];
      out.high[row] = bars.high[i];
      out.low[row] = bars.low[i];
    } else {
      if (bars.high[i] > out.high[row]) out.high[row] = bars.high[i];
      if (bars.low[i] < out.low[row]) out.low[row] = bars.low[i];
    }
    out.close[row] = bars.close[i];
    out.volume[row] += bars.volume[i];
  }
  const last = bars.time.length - 1;
  const complete = last >= 0 && closeTimeOf(bars.time[last], from) >= end;
  const rows = dropIncomplete && !complete ? row : row + 1;
  return copyRows(out, Math.max(rows, 0));
}

function copyRows(bars: Bars, rows: number): Bars {
  const view = sliceBars(bars, 0, rows);
  return {
    time: view.time.slice(),
    open: view.open.slice(),
    high: view.high.slice(),
    low: view.low.slice(),
    close: view.close.slice(),
    volume: view.volume.slice(),
  };
}
