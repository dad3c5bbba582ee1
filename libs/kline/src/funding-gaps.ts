import type { TimeRange } from '@app/platform';
import { type RateColumns, sharedRates } from './rate-columns.js';

/** Is how many rates beyond either end of a range tell how often rates come there. */
export const RATES_AROUND = 5;

// Bounds what a mistyped stamp, years away from the others, can cost.
const MOST_MARKS = 10_000;

/** Adds a rate of NaN at every time after `startMs` and before `endMs` at which, by the spacing of the rates around it, one is missing; the spacing may change, as exchanges change it. */
export function markMissing({ time, rate }: RateColumns, range: TimeRange): RateColumns {
  const last = time.length - 1;
  if (last < 0) return { time, rate };
  const { startMs, endMs } = range;
  const stamps = stepsTo(startMs, time[0], -spacingAround(time, -1)).toReversed();
  const rates = stamps.map(() => NaN);
  for (let k = 0; k <= last; k++) {
    stamps.push(time[k]);
    rates.push(rate[k]);
    const spacing = spacingAround(time, k);
    const missing =
      k < last ? stepsBetween(time[k], time[k + 1], spacing) : stepsTo(endMs, time[k], spacing);
    for (const stamp of missing) {
      stamps.push(stamp);
      rates.push(NaN);
    }
  }
  const marked = sharedRates(stamps.length);
  marked.time.set(stamps);
  marked.rate.set(rates);
  return marked;
}

// Steps from a rate towards an end that is left out; none when the end lies the other way, or the step is not known.
function stepsTo(end: number, from: number, step: number): number[] {
  const count = Math.ceil((end - from) / step) - 1;
  return count > 0 ? steps(from, step, Math.min(count, MOST_MARKS)) : [];
}

// Half as long again as usual is the nearest to two steps that one can be.
function stepsBetween(from: number, to: number, spacing: number): number[] {
  const count = Math.min(Math.round((to - from) / spacing) - 1, MOST_MARKS);
  return count > 0 ? steps(from, (to - from) / (count + 1), count) : [];
}

function steps(from: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(from + (i + 1) * step));
}

// The usual gap before or after the one that follows rate k, whichever is longer, so that a change of pace is no gap.
function spacingAround(time: Float64Array, k: number): number {
  const before = medianGap(time, k - RATES_AROUND, k);
  const after = medianGap(time, k + 1, k + 1 + RATES_AROUND);
  return before > after || Number.isNaN(after) ? before : after;
}

function medianGap(time: Float64Array, from: number, to: number): number {
  const gaps: number[] = [];
  const end = Math.min(to, time.length - 1);
  for (let i = Math.max(0, from); i < end; i++) gaps.push(time[i + 1] - time[i]);
  gaps.sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? NaN;
}
