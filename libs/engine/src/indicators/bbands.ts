import { type Bands } from './bands.js';
import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam, realParam } from './param.js';
import { blank, eachRun, runStart } from './runs.js';
import { stddev } from './stddev.js';
import { EPSILON } from './zero.js';

/** The parameters of the Bollinger bands. */
export const bbandsParams = [
  periodParam('timePeriod', 5, 2),
  realParam('nbDevUp', 2),
  realParam('nbDevDn', 2),
  maTypeParam('maType'),
] as const;

/**
 * Returns the bars before the first bands: the longer lookback of the moving average and the
 * deviation.
 */
export function bbandsLookback(period: number, up: number, down: number, type: number): number {
  checkParams('bbands', bbandsParams, [period, up, down, type]);
  return Math.max(maLookback(period, type), period - 1);
}

/**
 * Computes Bollinger's bands, a moving average of the type plus `up` and minus `down` population
 * deviations, as TA-Lib's BBANDS.
 */
export function bbands(
  source: Float64Array,
  period: number,
  up: number,
  down: number,
  type: number,
): Bands {
  const lookback = bbandsLookback(period, up, down, type);
  const n = source.length;
  const out = { upper: blank(n), middle: blank(n), lower: blank(n) };
  if (type === 0)
    eachRun([source], period, (from, to) => simpleBands(source, period, up, down, from, to, out));
  else {
    // TA-Lib starts the deviation's running sums so late that its first value meets the average's.
    const start = runStart([source]) + lookback - (period - 1);
    const deviation = blank(n);
    if (start < n) deviation.set(stddev(source.subarray(start), period, 1), start);
    otherBands(ma(source, period, type), deviation, up, down, out);
  }
  return out;
}

function simpleBands(
  source: Float64Array,
  period: number,
  up: number,
  down: number,
  from: number,
  to: number,
  { upper, middle, lower }: Bands,
): void {
  const first = from + period - 1;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < first; i++) {
    sum += source[i];
    squares += source[i] * source[i];
  }
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    sum += source[i];
    squares += source[i] * source[i];
    const mean = sum / period;
    const variance = squares / period - mean * mean;
    const deviation = variance < EPSILON ? 0 : Math.sqrt(variance);
    upper[i] = mean + deviation * up;
    middle[i] = mean;
    lower[i] = mean - deviation * down;
    sum -= source[oldest];
    squares -= source[oldest] * source[oldest];
  }
}

function otherBands(
  average: Float64Array,
  deviation: Float64Array,
  up: number,
  down: number,
  { upper, middle, lower }: Bands,
): void {
  for (let i = 0; i < average.length; i++) {
    upper[i] = average[i] + deviation[i] * up;
    middle[i] = Number.isNaN(deviation[i]) ? NaN : average[i];
    lower[i] = average[i] - deviation[i] * down;
  }
}
