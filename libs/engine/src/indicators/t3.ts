import { checkParams, periodParam, realParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';

const STAGES = 6;

/** The parameters of the T3 moving average: its period and volume factor. */
export const t3Params = [periodParam('timePeriod', 5, 2), realParam('vFactor', 0.7, 0, 1)] as const;

/** Returns the bars before the first average: 6 × (period − 1). */
export function t3Lookback(period: number, volumeFactor: number): number {
  checkParams('t3', t3Params, [period, volumeFactor]);
  return STAGES * (period - 1);
}

/**
 * Computes Tillson's T3, a cubic mix by the volume factor of the third to sixth repetition of an
 * exponential average, as TA-Lib's T3.
 */
export function t3(source: Float64Array, period: number, volumeFactor: number): Float64Array {
  const lookback = t3Lookback(period, volumeFactor);
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + lookback;
  if (first >= to) return out;
  const k = 2 / (period + 1);
  const rest = 1 - k;
  const stages = seedStages(source, period, from, k);
  let [e1, e2, e3, e4, e5, e6] = stages;
  const square = volumeFactor * volumeFactor;
  const c1 = -(square * volumeFactor);
  const c2 = 3 * (square - c1);
  const c3 = -6 * square - 3 * (volumeFactor - c1);
  const c4 = 1 + 3 * volumeFactor - c1 + 3 * square;
  out[first] = c1 * e6 + c2 * e5 + c3 * e4 + c4 * e3;
  for (let i = first + 1; i < to; i++) {
    e1 = k * source[i] + rest * e1;
    e2 = k * e1 + rest * e2;
    e3 = k * e2 + rest * e3;
    e4 = k * e3 + rest * e4;
    e5 = k * e4 + rest * e5;
    e6 = k * e5 + rest * e6;
    out[i] = c1 * e6 + c2 * e5 + c3 * e4 + c4 * e3;
  }
  return out;
}

/** Seeds each repetition by the mean of the first `period` values of the one before it. */
function seedStages(source: Float64Array, period: number, from: number, k: number): Float64Array {
  const stages = new Float64Array(STAGES);
  let i = from;
  let sum = source[i++];
  for (let b = 1; b < period; b++) sum += source[i++];
  stages[0] = sum / period;
  for (let stage = 1; stage < STAGES; stage++) {
    sum = stages[stage - 1];
    for (let b = 1; b < period; b++) {
      let value = source[i++];
      for (let s = 0; s < stage; s++) value = stages[s] = k * value + (1 - k) * stages[s];
      sum += value;
    }
    stages[stage] = sum / period;
  }
  return stages;
}
