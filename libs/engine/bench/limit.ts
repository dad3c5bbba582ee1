import type { Bars } from '../src/index.js';

/** What the job comes to: round trips, equity with the open unit marked at the last close, and maximum drawdown. */
export type Outcome = { trips: number; equity: number; drawdown: number };

const CAPITAL = 1e7;
const FEE = 0.001;

/** The job written by hand as one pass: averages of 10 and 30 cross, one unit flips at the next open, 0.1 % of the value a fill, equity and drawdown on every bar. */
export function limit(
  { open, close }: Bars,
  fast = 10,
  slow = 30,
  equity = new Float64Array(close.length),
): Outcome {
  const n = close.length;
  const byFast = 1 / fast;
  const bySlow = 1 / slow;
  let fastSum = 0;
  let slowSum = 0;
  for (let i = 0; i < slow; i++) {
    slowSum += close[i];
    if (i >= slow - fast) fastSum += close[i];
    equity[i] = CAPITAL;
  }
  let fastBefore = fastSum * byFast;
  let slowBefore = slowSum * bySlow;
  let cash = CAPITAL;
  let peak = CAPITAL;
  let drawdown = 0;
  let position = 0;
  let pending = 0;
  let trips = 0;
  for (let i = slow; i < n; i++) {
    const price = close[i];
    if (pending !== 0) {
      const fill = open[i];
      if (position !== 0) {
        cash += position * fill - fill * FEE;
        trips++;
      }
      cash -= pending * fill + fill * FEE;
      position = pending;
      pending = 0;
    }
    const value = cash + position * price;
    equity[i] = value;
    if (value > peak) peak = value;
    else if (peak - value > drawdown * peak) drawdown = (peak - value) / peak;
    fastSum += price - close[i - fast];
    slowSum += price - close[i - slow];
    const fastNow = fastSum * byFast;
    const slowNow = slowSum * bySlow;
    if (fastBefore < slowBefore) {
      if (fastNow > slowNow) pending = 1;
    } else if (fastBefore > slowBefore && fastNow < slowNow) pending = -1;
    fastBefore = fastNow;
    slowBefore = slowNow;
  }
  return { trips, equity: equity[n - 1], drawdown };
}
