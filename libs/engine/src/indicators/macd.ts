import { emaFactor, seed } from './ema.js';
import { checkParams, periodParam } from './param.js';
import { blankUntil, runStart } from './runs.js';

/** The parameters of the moving average convergence divergence. */
export const macdParams = [
  periodParam('fastPeriod', 12, 2),
  periodParam('slowPeriod', 26, 2),
  periodParam('signalPeriod', 9, 1),
] as const;

/** The MACD line, its signal line and their difference. */
export interface Macd {
  macd: Float64Array;
  signal: Float64Array;
  histogram: Float64Array;
}

/** Returns the bars before the first value of all three lines: the longer period + signal − 2. */
export function macdLookback(fast: number, slow: number, signal: number): number {
  checkParams('macd', macdParams, [fast, slow, signal]);
  return Math.max(fast, slow) + signal - 2;
}

/** Computes Appel's MACD in price units as TA-Lib's MACD: both averages start at the slow one's first bar, and swapped periods are put in order. */
export function macd(source: Float64Array, fast: number, slow: number, signal: number): Macd {
  macdLookback(fast, slow, signal);
  const short = Math.min(fast, slow);
  const long = Math.max(fast, slow);
  return macdRun(source, short, emaFactor(short), long, emaFactor(long), signal);
}

/** Computes the three lines for given smoothing factors; a NaN lasts from its bar to the end. */
export function macdRun(
  source: Float64Array,
  fast: number,
  fastFactor: number,
  slow: number,
  slowFactor: number,
  signal: number,
): Macd {
  const n = source.length;
  const from = runStart([source]);
  const start = from + slow - 1;
  const first = start + signal - 1;
  const out = {
    macd: blankUntil(n, first),
    signal: blankUntil(n, first),
    histogram: blankUntil(n, first),
  };
  if (first >= n) return out;
  let fastAverage = seed(source, start - fast + 1, fast);
  let slowAverage = seed(source, from, slow);
  let sum = fastAverage - slowAverage;
  for (let i = start + 1; i <= first; i++) {
    fastAverage = (source[i] - fastAverage) * fastFactor + fastAverage;
    slowAverage = (source[i] - slowAverage) * slowFactor + slowAverage;
    sum += fastAverage - slowAverage;
  }
  let average = sum / signal;
  const factor = emaFactor(signal);
  const { macd, signal: line, histogram } = out;
  macd[first] = fastAverage - slowAverage;
  line[first] = average;
  histogram[first] = macd[first] - average;
  for (let i = first + 1; i < n; i++) {
    fastAverage = (source[i] - fastAverage) * fastFactor + fastAverage;
    slowAverage = (source[i] - slowAverage) * slowFactor + slowAverage;
    const difference = fastAverage - slowAverage;
    average = (difference - average) * factor + average;
    macd[i] = difference;
    line[i] = average;
    histogram[i] = difference - average;
  }
  return out;
}
