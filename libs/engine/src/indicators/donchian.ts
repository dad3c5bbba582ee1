import { type Bands } from './bands.js';
import { checkParams, periodParam } from './param.js';
import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the Donchian channel. */
export const donchianParams = [periodParam('timePeriod', 20, 1)] as const;

/** Returns the bars before the first channel: period − 1. */
export function donchianLookback(period: number): number {
  checkParams('donchian', donchianParams, [period]);
  return period - 1;
}

/**
 * Computes Donchian's channel, the highest high and lowest low of `period` bars with this one, and
 * their middle.
 */
export function donchian(high: Float64Array, low: Float64Array, period: number): Bands {
  donchianLookback(period);
  const n = high.length;
  const out = { upper: blank(n), middle: blank(n), lower: blank(n) };
  eachRun([high, low], period, (from, to) => {
    rollingMax(high, period, from, to, out.upper);
    rollingMin(low, period, from, to, out.lower);
  });
  const { upper, middle, lower } = out;
  for (let i = 0; i < n; i++) middle[i] = (upper[i] + lower[i]) / 2;
  return out;
}
