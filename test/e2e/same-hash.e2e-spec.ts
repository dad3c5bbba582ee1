import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Piscina } from 'piscina';
import { executeRun } from '@app/backtest/runner';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import {
  type AskedRun,
  type Hashes,
  joinedHash,
  libraryInput,
  type LibraryInput,
  runInLibrary,
  runOverRest,
  sampleBars,
} from '../support/library.js';
import type { Session } from '../support/session.js';

type Task = Parameters<typeof executeRun>[0];

const RUN_ID = '00000000-0000-4000-8000-000000000000';
const DIST = new URL('../../dist/', import.meta.url);

// A bare thread has the built engine and nothing else of Barline.
const BARE_THREAD = `
  const { parentPort, workerData: { dist, strategy, ...input } } = require('node:worker_threads');
  Promise.all([
    import(dist + 'libs/engine/src/index.js'),
    import(dist + 'libs/strategy/src/builtin/' + strategy + '.js'),
  ]).then(([engine, { default: found }]) => {
    const result = engine.runBacktest({ strategy: found, ...input });
    parentPort.postMessage([engine.resultHash(result), input.data.map(({ bars }) => engine.dataHash(bars))]);
  });
`;

const CASES: Record<string, AskedRun> = {
  'a real market with fees, spread and slippage, warmed up': {
    strategy: 'sma-cross',
    params: { fast: 12, slow: 48, short: true },
    symbols: ['BTCUSDT'],
    timeframe: '1h',
    start: '2024-02-01',
    end: '2024-06-30',
    options: {
      commission: { maker: 0.0002, taker: 0.0006 },
      spread: 0.0002,
      slippage: { type: 'percent', value: 0.0003 },
      risk_free: 0.03,
    },
  },
  'a real market of days with brackets and whole lots': {
    strategy: 'rsi-reversal',
    params: { stop: 0.03, oversold: 40 },
    symbols: ['SPY'],
    timeframe: '1d',
    start: '2005-01-01',
    end: '2015-12-31',
    options: {
      commission: { fixed: 1, relative: 0.0001 },
      lot_size: 1,
      tick_size: 0.01,
      fill_at: 'close',
      protections: {
        cooldown_bars: 2,
        stop_loss_guard: { trades: 2, lookback_bars: 30, pause_bars: 10 },
      },
    },
  },
  'several symbols of different calendars, levered both ways': {
    strategy: 'donchian-breakout',
    params: { short: true, stop: 3 },
    symbols: ['GAPS', 'LATE', 'WALK'],
    timeframe: '1h',
    start: '2024-01-10',
    end: '2024-03-20',
    options: {
      leverage: 4,
      maintenance_margin: 0.02,
      liquidation_fee: 0.005,
      borrow_rate: 0.1,
      commission: 0.0005,
      slippage: { type: 'volume', value: 0.05 },
      max_volume_share: 0.2,
      initial_capital: 100_000,
    },
  },
  'crossed margin with hedging, left open at the end': {
    strategy: 'sma-cross',
    params: { fast: 5, slow: 20, short: true },
    symbols: ['LATE', 'WALK'],
    timeframe: '1h',
    start: '2024-01-20T06:00:00Z',
    end: '2024-03-01',
    options: {
      leverage: 3,
      margin_mode: 'cross',
      maintenance_margin: 0.01,
      hedging: true,
      finalize_trades: false,
      warm_up: 'none',
      seed: 5,
    },
  },
  'resampled days whose stops are settled by hours': {
    strategy: 'donchian-breakout',
    params: { entry: 3, exit: 2, atr: 4, stop: 0.5, short: true },
    symbols: ['WALK'],
    timeframe: '1d',
    start: '2024-01-15',
    end: '2024-03-15',
    options: { detail_timeframe: '1h', benchmark: 'GAPS', commission: 0.001, warm_up: 10 },
  },
};

describe('a run has the same hashes', () => {
  let app: TestApp;
  let trader: Session;
  let threads: Piscina<Task, ReturnType<typeof executeRun>>;
  const stored = new Map<string, WireBar[]>();

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    const walk = randomWalk('WALK', 2000);
    const gaps = randomWalk('GAPS', 2000, '1h', 11).filter((_, i) => i % 97 > 5 || i % 97 < 3);
    for (const bars of [
      sampleBars('BTCUSDT', '1h').slice(0, 5000),
      sampleBars('SPY', '1d').slice(0, 5000),
      walk,
      gaps,
      randomWalk('LATE', 2000, '1h', 13).slice(500, 1800),
    ]) {
      stored.set(bars[0]!.symbol, bars);
      await upload(trader, bars);
    }
    threads = new Piscina({
      filename: new URL('apps/worker/src/pool/run-thread.js', DIST).href,
      maxThreads: 1,
    });
  });

  afterAll(async () => {
    await threads?.destroy();
    await app?.close();
  });

  it.each(Object.keys(CASES))('from library, thread, worker and REST: %s', async (name) => {
    const asked = CASES[name]!;
    const input = libraryInput(asked, stored);
    const library = runInLibrary(asked.strategy, input);
    expect(library.trades).toBeGreaterThan(5);
    const expected = { result: library.result, data: library.data };
    const task: Task = {
      ...input,
      backtestId: RUN_ID,
      strategy: asked.strategy,
      program: null,
      control: new SharedArrayBuffer(16),
    };
    expect({
      thread: await inBareThread(asked.strategy, input),
      pool: hashesOf(await threads.run(task)),
      runner: hashesOf(await executeRun(task)),
      rest: await runOverRest(trader, asked),
    }).toEqual({ thread: expected, pool: expected, runner: expected, rest: expected });
  });

  it('that differ once an option, a param or a bar differs', () => {
    const asked = CASES['crossed margin with hedging, left open at the end']!;
    const hash = (changes: Partial<AskedRun>) => {
      const changed = { ...asked, ...changes };
      return runInLibrary(changed.strategy, libraryInput(changed, stored));
    };
    const { result, data } = hash({});
    expect(hash({})).toMatchObject({ result, data });
    const options = { ...asked.options, leverage: 2 };
    for (const changes of [{ params: { fast: 6, slow: 20 } }, { options }]) {
      expect(hash(changes).result).not.toBe(result);
      expect(hash(changes).data).toBe(data);
    }
    expect(hash({ end: '2024-02-29' }).data).not.toBe(data);
  });
});

async function inBareThread(strategy: string, input: LibraryInput): Promise<Hashes> {
  const thread = new Worker(BARE_THREAD, {
    eval: true,
    workerData: { dist: DIST.href, strategy, ...input },
  });
  const [[result, data]] = (await once(thread, 'message')) as [[string, string[]]];
  await thread.terminate();
  return { result, data: joinedHash(input, data) };
}

function hashesOf(outcome: Awaited<ReturnType<typeof executeRun>>): Hashes {
  if (outcome.kind !== 'completed') throw new Error(`It is ${outcome.kind}.`);
  return { result: outcome.resultHash, data: outcome.dataHash };
}
