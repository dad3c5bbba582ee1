import { BAR_COLUMNS, type Bars } from '@app/engine';

/** Makes columns of `length` rows, all zero, on one shared buffer. */
export function sharedBars(length: number): Bars {
  const buffer = new SharedArrayBuffer(BAR_COLUMNS.length * length * 8);
  const [time, open, high, low, close, volume] = BAR_COLUMNS.map(
    (_, column) => new Float64Array(buffer, column * length * 8, length),
  );
  return { time, open, high, low, close, volume };
}

/** Copies columns onto one shared buffer. */
export function shareBars(bars: Bars): Bars {
  const shared = sharedBars(bars.time.length);
  for (const column of BAR_COLUMNS) shared[column].set(bars[column]);
  return shared;
}

/** Lists the columns in their canonical order. */
export function columnsOf(bars: Bars): Float64Array[] {
  return BAR_COLUMNS.map((column) => bars[column]);
}

/** Finds the first row whose open time is not before a time, or the number of rows. */
export function rowAt(time: Float64Array, timeMs: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle] < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
