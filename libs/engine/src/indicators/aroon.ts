import { extremeBars } from './extreme-bars.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the Aroon indicator. */
export const aroonParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period. */
export function aroonLookback(period: number): number {
  checkParams('aroon', aroonParams, [period]);
  return period;
}

/**
 * Computes Chande's Aroon, 0 to 100: how recently the lowest low and the highest high of `period` +
 * 1 bars came, the latest of equals.
 */
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
