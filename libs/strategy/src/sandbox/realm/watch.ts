import type { RunControl } from '@app/engine';

/** The cells by their place. */
export const enum Cell {
  Cancel,
  /** Millionths of the work that is done. */
  Progress,
  /** Grows as long as the run gets on. */
  Beats,
}

const WHOLE = 1_000_000;

// Taken before user code runs, from which they are taken away.
const { add, load, store } = Atomics;
const Cells = Int32Array;

/** Makes the control of a run that reports to its host by shared cells, and obeys it; `now` is the host's clock. */
export function controlOf(cells: SharedArrayBuffer, now: () => number): RunControl {
  const shared = new Cells(cells);
  return {
    now,
    progress(done, total) {
      store(shared, Cell.Progress, Math.floor((done / Math.max(total, 1)) * WHOLE));
      add(shared, Cell.Beats, 1);
    },
    shouldStop: () => load(shared, Cell.Cancel) === 1,
  };
}
