import { runBacktest, RunMemory, type Bars, type Strategy } from '../src/index.js';
import { makeBars } from './bars.js';
import { declaredFlip, flip, JOB, others } from './jobs.js';
import { limit } from './limit.js';
import type { Figure } from './report.js';
import { calling, paired } from './timing.js';

const memory = new RunMemory();

/** Runs a strategy through the public API with all statistics, in memory that all runs share as those of one worker thread do. */
export function run(strategy: Strategy, bars: Bars): void {
  const data = [{ symbol: 'X', timeframe: '1m' as const, bars }];
  runBacktest({ strategy, data, config: JOB, memory });
}

/** One run of 525,600 bars against the limit: alone, declared, and after ten other strategies in the same thread. */
export function measureRun(): Figure[] {
  const bars = makeBars(525_600);
  const alone = paired(calling(run, flip, bars), calling(limit, bars), 31);
  const declared = paired(calling(run, declaredFlip, bars), calling(limit, bars), 31);
  const short = makeBars(100_000, 99);
  for (const strategy of others) run(strategy, short);
  const after = paired(calling(run, flip, bars), calling(limit, bars), 31);
  const declaredAfter = paired(calling(run, declaredFlip, bars), calling(limit, bars), 31);
  const note = ({ first, second }: typeof alone) =>
    `${first.toFixed(1)} and ${second.toFixed(1)} ms`;
  return [
    { name: 'one run / limit', value: alone.ratio, unit: '×', most: 5, aim: 3, note: note(alone) },
    {
      name: 'one run after ten others / limit',
      value: after.ratio,
      unit: '×',
      most: 5,
      aim: 3,
      note: note(after),
    },
    {
      name: 'one run with declared events / limit',
      value: declared.ratio,
      unit: '×',
      most: 3.5,
      aim: 2.5,
      note: note(declared),
    },
    {
      name: 'the same after ten others / limit',
      value: declaredAfter.ratio,
      unit: '×',
      most: 3.5,
      aim: 2.5,
      note: note(declaredAfter),
    },
  ];
}
