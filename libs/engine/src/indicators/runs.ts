import { column } from './spare-columns.js';

/** Returns a new series of NaN, one value per bar. */
export function blank(length: number): Float64Array {
  return column(length).fill(NaN);
}

/** Returns a new series that is NaN before bar `first`, for the caller to fill from there on. */
export function blankUntil(length: number, first: number): Float64Array {
  return column(length).fill(NaN, 0, first);
}

/**
 * Returns the first index at or after `from` where every column has a value, or the columns'
 * length.
 */
export function runStart(columns: readonly Float64Array[], from = 0): number {
  const n = columns[0].length;
  let i = from;
  for (let c = 0; c < columns.length && i < n;) {
    if (Number.isNaN(columns[c][i])) {
      i++;
      c = 0;
    } else c++;
  }
  return i;
}

/** Returns the first index at or after `from` where any column is NaN, or the columns' length. */
export function runEnd(columns: readonly Float64Array[], from: number): number {
  let end = columns[0].length;
  for (let c = 0; c < columns.length; c++) end = firstNaN(columns[c], from, end);
  return end;
}

/**
 * Calls `kernel` with the bounds [from, to) of every stretch of at least `minimum` bars where all
 * columns have values.
 */
export function eachRun(
  columns: readonly Float64Array[],
  minimum: number,
  kernel: (from: number, to: number) => void,
): void {
  const n = columns[0].length;
  let from = runStart(columns);
  while (from < n) {
    const to = runEnd(columns, from);
    if (to - from >= minimum) kernel(from, to);
    from = runStart(columns, to);
  }
}

function firstNaN(values: Float64Array, from: number, to: number): number {
  let i = from;
  while (i < to && !Number.isNaN(values[i])) i++;
  return i;
}
