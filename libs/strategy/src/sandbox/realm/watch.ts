import type { RunControl } from '@app/engine';

/** The cells by their place. */
export const enum Cell {
  /** 1 when the run is to stop, 2 when it is to stop since user code is stuck; else 0. */
  Cancel,
  /** Millionths of the work that is done. */
  Progress,
  /** Grows as long as the run gets on. */
  Beats,
  /** 1 while user code may be running. */
  Inside,
  /** The bar that the run is at; −1 before its first. */
  Bar,
  /** How many cells there are. */
  Count,
}

const WHOLE = 1_000_000;

// Taken before user code runs, from which they are taken away.
const { add, load, store } = Atomics;
const { now } = Date;
const Cells = Int32Array;

/** Makes the control of a run that reports to its host by shared cells, and obeys it. */
export function controlOf(cells: SharedArrayBuffer): RunControl {
  const shared = new Cells(cells);
  return {
    // The realm's own clock: to ask the host's across threads once a piece of a run took longer than the piece.
    now,
    progress(done, total) {
      store(shared, Cell.Progress, Math.floor((done / Math.max(total, 1)) * WHOLE));
      add(shared, Cell.Beats, 1);
      // What comes after the last bar is the engine's own work, however long it takes.
      store(shared, Cell.Inside, done < total ? 1 : 0);
    },
    shouldStop: () => load(shared, Cell.Cancel) !== 0,
    pulse: new Cells(cells, Cell.Bar * Cells.BYTES_PER_ELEMENT, 1),
  };
}
