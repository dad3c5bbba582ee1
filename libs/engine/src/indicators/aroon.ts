import { extremeIndex } from './extreme-index.js';
import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the Aroon indicator. */
export const aroonParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period. */
export function aroonLookback(period: number): number {
  checkParams('aroon', aroonParams, [period]);
  return period;
}

/** Computes Chande's Aroon, 0 to 100: how recently the lowest low and the highest high of `period` + 1 bars came, the latest of equals. */
export function aroon(
  high: Float64Array,
  low: Float64Array,
  period: number,
): { down: Float64Array; up: Float64Array } {
  aroonLookback(period);
  const { highest: up, lowest: down } = extremeBars(high, low, period + 1);
  const factor = 100 / period;
  for (let i = 0; i < up.length; i++) {
    up[i] = factor * (period - (i - up[i]));
    down[i] = factor * (period - (i - down[i]));
  }
  return { down, up };
}

/** Computes the bars of the highest high and the lowest low of `length` bars, the latest of equals. */
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
