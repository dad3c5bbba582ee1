import { runBacktest, RunMemory, type Bars, type Strategy } from '../src/index.js';
import { makeBars } from './bars.js';
import { declaredFlip, flip, JOB, others } from './jobs.js';
import type { Figure } from './report.js';
import { ask, startThread } from './threads.js';
import { calling, median, type Paired, timed } from './timing.js';

const memory = new RunMemory();

/** Runs a strategy through the public API with all statistics, in memory that all runs share as those of one worker thread do. */
export function run(strategy: Strategy, bars: Bars): void {
  const data = [{ symbol: 'X', timeframe: '1m' as const, bars }];
  runBacktest({ strategy, data, config: JOB, memory });
}

// The limit runs 25 times in a thread of its own, as it does by itself in `limit.mjs`: V8 compiles it anew after about a hundred calls, and it takes two thirds of that time then.
const ROUNDS = 25;

async function againstLimit(strategy: Strategy, bars: Bars): Promise<Paired> {
  const thread = startThread(bars);
  const act = calling(run, strategy, bars);
  const [engine, limit]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    limit.push(await ask(thread, { kind: 'first', what: 'limit' }));
    engine.push(timed(act));
  }
  await thread.terminate();
  const [first, second] = [median(engine), median(limit)];
  return { first, second, ratio: first / second };
}

/** One run of 525,600 bars against the limit: alone, declared, and after ten other strategies in the same thread. */
export async function measureRun(): Promise<Figure[]> {
  const bars = makeBars(525_600);
  const alone = await againstLimit(flip, bars);
  const declared = await againstLimit(declaredFlip, bars);
  const short = makeBars(100_000, 99);
  for (const strategy of others) run(strategy, short);
  const after = await againstLimit(flip, bars);
  const declaredAfter = await againstLimit(declaredFlip, bars);
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
