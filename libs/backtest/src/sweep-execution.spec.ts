import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Piscina } from 'piscina';
import {
  type MarketData,
  runBacktest,
  type RunConfig,
  type SweepResult,
  syntheticBars,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import { RunPool, type SweepTask } from './run-task.js';
import './v8-flags.js';
import { SweepExecution, type SweepRequest } from './sweep-execution.js';
import { shared } from '../../engine/test/shared.js';

/** Runs slices in real threads, which read the sources through tsx. */
class SourceThreads extends RunPool {
  readonly tasks: SweepTask[] = [];
  width = 2;
  change = (task: SweepTask): SweepTask => task;
  private readonly threads = new Piscina<SweepTask, SweepResult>({
    filename: new URL('./backtest.runner.ts', import.meta.url).href,
    name: 'executeSweep',
    execArgv: ['--import', 'tsx'],
    minThreads: 3,
    maxThreads: 3,
  });

  sweep(task: SweepTask, signal: AbortSignal): Promise<SweepResult> {
    this.tasks.push(task);
    return this.threads.run(this.change(task), { signal });
  }

  close(): Promise<void> {
    return this.threads.destroy();
  }

  run = () => Promise.reject(new Error('runs only sweeps'));
  lookback = () => Promise.reject(new Error('runs only sweeps'));
}

function dataOf(bars: number, ...symbols: string[]): MarketData[] {
  return symbols.map((symbol, k) => ({
    symbol,
    timeframe: '1h',
    bars: shared(syntheticBars(bars, '1h', 3 + k)),
  }));
}

const CONFIG: Partial<RunConfig> = {
  commission: 0.001,
  leverage: 2,
  slippage: { type: 'volume', value: 0.1 },
  maxVolumeShare: 0.5,
};
const STATISTICS = ['trades', 'equity_final', 'sharpe', 'max_drawdown', 'avg_mae', 'beta'];

function request(changes: Partial<SweepRequest>): SweepRequest {
  return {
    strategy: 'sma-cross',
    program: null,
    sets: [],
    config: CONFIG,
    data: dataOf(3000, 'A', 'B'),
    benchmark: undefined,
    statistics: STATISTICS,
    ...changes,
  };
}

const crosses = [3, 8, 13, 34].flatMap((fast) =>
  [55, 89, 144].flatMap((slow) => [true, false].map((short) => ({ fast, slow, short }))),
);
const breakouts = [10, 20, 30, 40, 50, 60].flatMap((entry) =>
  [1.5, 3].flatMap((stop) => [7, 14].map((atr) => ({ entry, stop, atr, short: true }))),
);

/** The rows of single runs in this thread. */
function singleRuns({ strategy: name, sets, config, data, statistics }: SweepRequest): number[] {
  const strategy = builtIns.get(name);
  if (!strategy) throw new Error(`There is no strategy ${name}.`);
  return sets.flatMap((params) => {
    const result = runBacktest({ strategy, params, config, data });
    if (result.stopped) throw new Error('stopped');
    return statistics.map((each) => result.statistics[each] ?? Number.NaN);
  });
}

describe('a sweep over threads', () => {
  let pool: SourceThreads;

  beforeAll(() => {
    pool = new SourceThreads();
  });

  beforeEach(() => {
    pool.tasks.length = 0;
    pool.width = 2;
  });

  afterAll(() => pool.close());

  it.each([
    ['sma-cross', crosses, 1],
    ['sma-cross', crosses, 3],
    ['donchian-breakout', breakouts, 2],
  ])('of %s gives the numbers of single runs, to the byte', async (strategy, sets, threads) => {
    pool.width = threads;
    const asked = request({ strategy, sets, data: dataOf(8000, 'A', 'B') });
    const sweep = new SweepExecution(asked, pool);
    const outcome = await sweep.toEnd();
    expect(outcome).toMatchObject({ stopped: false, names: STATISTICS });
    expect([...outcome.values]).toEqual(singleRuns(asked));
    expect(outcome.errors.every((error) => error === null)).toBe(true);
    expect(outcome.done.every(Boolean)).toBe(true);
    expect(sweep.progress).toBe(1);
    expect(pool.tasks.length).toBeGreaterThan(1);
  });

  it('hands every thread the same columns, not copies', async () => {
    const asked = request({ sets: crosses, data: dataOf(8000, 'A', 'B') });
    await new SweepExecution(asked, pool).toEnd();
    expect(pool.tasks.length).toBeGreaterThan(1);
    for (const { data } of pool.tasks) {
      const { buffer } = data[1]!.bars.close;
      expect(buffer).toBe(asked.data[1]!.bars.close.buffer);
      expect(buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  it('goes on past sets that fail, and says why at their place', async () => {
    const good = [
      { fast: 5, slow: 20 },
      { fast: 8, slow: 20 },
    ];
    const sets = [{ fast: 50, slow: 20 }, good[0]!, { fsat: 5 }, good[1]!];
    const asked = request({ sets, statistics: ['trades'] });
    const { errors, values, done, stopped } = await new SweepExecution(asked, pool).toEnd();
    expect(errors[0]).toMatch('break the constraint');
    expect(errors[2]).toMatch('Unknown parameter fsat. Did you mean fast?');
    expect([errors[1], errors[3]]).toEqual([null, null]);
    const [first, last] = singleRuns({ ...asked, sets: good });
    expect([...values]).toEqual([Number.NaN, first, Number.NaN, last]);
    expect([done, stopped]).toEqual([[true, true, true, true], false]);
  });

  it.each([
    ['a statistic that there is not', { statistics: ['sharp'] }, 'Did you mean sharpe?'],
    ['a strategy that there is not', { strategy: 'no-such' }, 'no strategy no-such'],
    ['a bad option', { config: { leverage: -1 } }, 'leverage must be at least 1'],
  ])('rejects what fits no set: %s', async (_, changes, message) => {
    const asked = request({ sets: crosses, ...changes });
    await expect(new SweepExecution(asked, pool).toEnd()).rejects.toThrow(message);
  });

  it('of no sets is over at once', async () => {
    const outcome = await new SweepExecution(request({ sets: [] }), pool).toEnd();
    expect(outcome).toMatchObject({ stopped: false, errors: [], done: [] });
  });

  it('shows its progress and, when stopped, keeps the rows of the sets that ran', async () => {
    const sets = Array.from({ length: 20_000 }, (_, k) => ({ fast: 2 + (k % 100), slow: 200 }));
    const asked = request({ sets, data: dataOf(20_000, 'A'), statistics: ['equity_final'] });
    const sweep = new SweepExecution(asked, pool);
    const end = sweep.toEnd();
    while (sweep.progress < 0.01) await delay(10);
    void sweep.stop();
    const { stopped, done, values, errors } = await end;
    expect(stopped).toBe(true);
    const ran = done.filter(Boolean).length;
    // Had the threads been terminated, the sets that they had done would be lost.
    expect(ran / sets.length).toBeCloseTo(sweep.progress, 5);
    expect(ran).toBeGreaterThan(100);
    expect(ran).toBeLessThan(sets.length);
    expect(done).toEqual([...values].map((value) => !Number.isNaN(value)));
    expect(errors.every((error) => error === null)).toBe(true);
    const first = done.indexOf(true);
    expect(values[first]).toBe(singleRuns({ ...asked, sets: [sets[first]!] })[0]);
  });

  it('terminates, when stopped, a thread that does not react', async () => {
    // The thread has work for a minute, and looks for a stop where nobody writes one.
    const sets = Array.from({ length: 100_000 }, () => ({ fast: 2, slow: 200 }));
    pool.change = (task) => ({ ...task, sets, control: new SharedArrayBuffer(8) });
    const asked = request({ sets: sets.slice(0, 2), data: dataOf(20_000, 'A') });
    const end = new SweepExecution(asked, pool);
    const ended = end.toEnd();
    await delay(200);
    const askedMs = performance.now();
    void end.stop();
    expect(await ended).toMatchObject({ stopped: true, done: [false, false] });
    expect(performance.now() - askedMs).toBeLessThan(2000);
  });
});
