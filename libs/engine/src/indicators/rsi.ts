import { checkParams, periodParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';
import { isZero } from './zero.js';

/** The parameters of the relative strength index. */
export const rsiParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period. */
export function rsiLookback(period: number): number {
  checkParams('rsi', rsiParams, [period]);
  return period;
}

/** Computes Wilder's relative strength index, 0 to 100, seeded by the plain means of the first `period` changes as TA-Lib's RSI; 0 without any change. */
export function rsi(source: Float64Array, period: number): Float64Array {
  const lookback = rsiLookback(period);
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + lookback;
  if (first >= to) return out;
  let gain = 0;
  let loss = 0;
  for (let i = from + 1; i <= first; i++) {
    const change = source[i] - source[i - 1];
    if (change < 0) loss -= change;
    else gain += change;
  }
  gain /= period;
  loss /= period;
  out[first] = strength(gain, loss);
  for (let i = first + 1; i < to; i++) {
    const change = source[i] - source[i - 1];
    gain *= period - 1;
    loss *= period - 1;
    if (change < 0) loss -= change;
    else gain += change;
    gain /= period;
    loss /= period;
    out[i] = strength(gain, loss);
  }
  return out;
}

function strength(gain: number, loss: number): number {
  const total = gain + loss;
  return isZero(total) ? 0 : 100 * (gain / total);
}
