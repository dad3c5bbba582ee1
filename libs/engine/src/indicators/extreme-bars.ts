import { extremeIndex } from './extreme-index.js';
import { blank, eachRun } from './runs.js';

/**
 * Computes the bars of the highest high and the lowest low of `length` bars, the latest of equals.
 */
export function extremeBars(
  high: Float64Array,
  low: Float64Array,
  length: number,
): { highest: Float64Array; lowest: Float64Array } {
  const highest = blank(high.length);
  const lowest = blank(high.length);
  eachRun([high, low], length, (from, to) => {
    extremeIndex(high, length, 1, true, from, to, highest);
    extremeIndex(low, length, -1, true, from, to, lowest);
  });
  return { highest, lowest };
}
