import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { EPSILON } from './zero.js';

/** The parameters of the correlation coefficient. */
export const correlParams = [periodParam('timePeriod', 30, 1)] as const;

/** Returns the bars before the first coefficient: period − 1. */
export function correlLookback(period: number): number {
  checkParams('correl', correlParams, [period]);
  return period - 1;
}

/**
 * Computes Pearson's correlation coefficient of the levels of two series over `period` bars, −1 to
 * 1, and 0 if one does not vary, from running sums as TA-Lib's CORREL.
 */
export function correl(first: Float64Array, second: Float64Array, period: number): Float64Array {
  correlLookback(period);
  const out = blank(first.length);
  eachRun([first, second], period, (from, to) => correlRun(first, second, period, from, to, out));
  return out;
}

function correlRun(
  xs: Float64Array,
  ys: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  let sumX = 0;
  let sumY = 0;
  let sumXY = 0;
  let sumX2 = 0;
  let sumY2 = 0;
  for (let i = from; i < to; i++) {
    if (i > first) {
      const x = xs[i - period];
      const y = ys[i - period];
      sumX -= x;
      sumX2 -= x * x;
      sumXY -= x * y;
      sumY -= y;
      sumY2 -= y * y;
    }
    const x = xs[i];
    const y = ys[i];
    sumX += x;
    sumX2 += x * x;
    sumXY += x * y;
    sumY += y;
    sumY2 += y * y;
    if (i < first) continue;
    const product = (sumX2 - (sumX * sumX) / period) * (sumY2 - (sumY * sumY) / period);
    out[i] = product < EPSILON ? 0 : (sumXY - (sumX * sumY) / period) / Math.sqrt(product);
  }
}
