import { mean } from '../../statistics/moments.js';
import { barPeriod, roundedUp } from './period.js';

/** The drawdowns of an equity curve: fractions of the peak before, durations in seconds, NaN where there is none. */
export type Drawdowns = {
  max: number;
  average: number;
  maxDuration: number;
  averageDuration: number;
};

/** Finds the drawdowns between bars at a peak (or the last bar) that are more than one bar apart. */
export function drawdownsOf(equity: Float64Array, time: Float64Array): Drawdowns {
  const last = equity.length - 1;
  const depths: number[] = [];
  const durations: number[] = [];
  let longest = NaN;
  let peak = -Infinity;
  let max = 0;
  let previous = -1;
  let depth = 0;
  for (let i = 0; i <= last; i++) {
    if (equity[i] > peak) peak = equity[i];
    const drawdown = 1 - equity[i] / peak;
    depth = Math.max(depth, drawdown);
    max = Math.max(max, drawdown);
    if (drawdown !== 0 && i < last) continue;
    if (previous >= 0 && i > previous + 1) {
      depths.push(depth);
      const duration = (time[i] - time[previous]) / 1000;
      durations.push(duration);
      if (!(duration <= longest)) longest = duration;
    }
    previous = i;
    depth = 0;
  }
  const period = barPeriod(time);
  return {
    max,
    average: mean(depths),
    maxDuration: roundedUp(longest, period),
    averageDuration: roundedUp(mean(durations), period),
  };
}
