import { sweep, type Strategy, type Bars } from '../src/index.js';
import { makeBars } from './bars.js';
import { declaredFlip, flip, JOB } from './jobs.js';
import { limit } from './limit.js';
import type { Figure } from './report.js';
import { median, timed } from './timing.js';

/** Parameter sets of the sweep: 20 fast by 50 slow averages. */
export const SETS = Array.from({ length: 1000 }, (_, k) => ({
  fast: 5 + 2 * (k % 20),
  slow: 50 + 5 * Math.floor(k / 20),
}));

/** Sweeps some of the sets over bars and returns the statistics that the limit works out too. */
export function sweepSets(strategy: Strategy, bars: Bars, sets = SETS): Float64Array {
  const data = [{ symbol: 'X', timeframe: '1m' as const, bars }];
  return sweep(strategy, sets, {
    data,
    config: JOB,
    statistics: ['trades', 'equity_final', 'max_drawdown'],
  }).values;
}

/** Runs the limit for some of the sets, over one array of equity. */
export function limitSets(bars: Bars, sets = SETS): void {
  const equity = new Float64Array(bars.close.length);
  for (const { fast, slow } of sets) limit(bars, fast, slow, equity);
}

/** A sweep of 1,000 parameter sets over 100,000 bars on one thread against as many runs of the limit. */
export function measureSweep(): Figure[] {
  const bars = makeBars(100_000);
  const times: Record<string, number[]> = { every: [], declared: [], limit: [] };
  for (let round = 0; round < 3; round++) {
    times.limit.push(timed(() => limitSets(bars)));
    times.every.push(timed(() => sweepSets(flip, bars)));
    times.declared.push(timed(() => sweepSets(declaredFlip, bars)));
  }
  const base = median(times.limit);
  const note = (ms: number) => `${ms.toFixed(0)} and ${base.toFixed(0)} ms`;
  const every = median(times.every);
  const declared = median(times.declared);
  return [
    {
      name: 'sweep of 1,000 sets / limit',
      value: every / base,
      unit: '×',
      most: 5,
      note: note(every),
    },
    {
      name: 'the same with declared events / limit',
      value: declared / base,
      unit: '×',
      most: 2.5,
      note: note(declared),
    },
  ];
}
