import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { isZero } from './zero.js';

/** The parameters of beta. */
export const betaParams = [periodParam('timePeriod', 5, 1)] as const;

/** Returns the bars before the first value: period. */
export function betaLookback(period: number): number {
  checkParams('beta', betaParams, [period]);
  return period;
}

/**
 * Computes the slope of the second series's one-bar returns on the first's over `period` returns,
 * and 0 if those do not vary, from running sums as TA-Lib's BETA.
 */
export function beta(first: Float64Array, second: Float64Array, period: number): Float64Array {
  betaLookback(period);
  const out = blank(first.length);
  const xs = returns(first);
  const ys = returns(second);
  eachRun([xs, ys], period, (from, to) => betaRun(xs, ys, period, from, to, out));
  return out;
}

/** Computes one-bar returns as fractions, 0 after a zero. */
function returns(source: Float64Array): Float64Array {
  const out = blank(source.length);
  for (let i = 1; i < out.length; i++) {
    const before = source[i - 1];
    out[i] = isZero(before) ? 0 : (source[i] - before) / before;
  }
  return out;
}

function betaRun(
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
  let sumXX = 0;
  let sumXY = 0;
  for (let i = from; i < to; i++) {
    const x = xs[i];
    const y = ys[i];
    sumXX += x * x;
    sumXY += x * y;
    sumX += x;
    sumY += y;
    if (i < first) continue;
    const divisor = period * sumXX - sumX * sumX;
    out[i] = isZero(divisor) ? 0 : (period * sumXY - sumX * sumY) / divisor;
    const oldX = xs[i - period + 1];
    const oldY = ys[i - period + 1];
    sumXX -= oldX * oldX;
    sumXY -= oldX * oldY;
    sumX -= oldX;
    sumY -= oldY;
  }
}
