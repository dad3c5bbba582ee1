import { emaFactor, seed } from './exponential.js';
import { blankUntil, runStart } from './runs.js';

/** The MACD line, its signal line and their difference. */
export interface Macd {
  macd: Float64Array;
  signal: Float64Array;
  histogram: Float64Array;
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
