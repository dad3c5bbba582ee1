import { describe, expect, it } from '@jest/globals';
import { type Bars, sliceBars } from '@app/engine';
import { executeRun, lookback } from './backtest.runner.js';
import { cellsIn } from './fixtures/copied-cells.js';
import { decodeColumn } from './column-codec.js';
import { RunControl } from './run-control.js';
import type { RunTask } from './run-task.js';

const BARS = 5000;
const HOUR_MS = 3_600_000;

function wave(): Bars {
  const column = (of: (i: number) => number) => {
    const cells = new Float64Array(new SharedArrayBuffer(BARS * 8));
    for (let i = 0; i < BARS; i++) cells[i] = of(i);
    return cells;
  };
  const price = (i: number) => 100 + 10 * Math.sin(i / 40);
  return {
    time: column((i) => i * HOUR_MS),
    open: column(price),
    high: column((i) => price(i) + 1),
    low: column((i) => price(i) - 1),
    close: column((i) => price(i + 0.5)),
    volume: column(() => 1000),
  };
}

function task(control: RunControl): RunTask {
  return {
    backtestId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
    strategy: 'sma-cross',
    program: null,
    params: { fast: 10, slow: 30 },
    config: {},
    data: [{ symbol: 'WAVE', timeframe: '1h', bars: wave(), firstTradableIndex: 0 }],
    benchmark: undefined,
    control: control.memory,
  };
}

describe('executing a run', () => {
  it('gives a result whose columns and rows are ready to store, and reports all of its progress', async () => {
    const control = new RunControl();
    const outcome = await executeRun(task(control));
    if (outcome.kind !== 'completed') throw new Error(`It is ${outcome.kind}.`);
    expect(control.progress).toBe(1);
    expect(decodeColumn(outcome.equity)).toHaveLength(BARS);
    expect(cellsIn(outcome.trades)).toHaveLength(outcome.statistics.trades ?? -1);
    expect(outcome.resultHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same hashes again, and another result hash for other params', async () => {
    const hashes = async (params: RunTask['params']) => {
      const outcome = await executeRun({ ...task(new RunControl()), params });
      if (outcome.kind !== 'completed') throw new Error(`It is ${outcome.kind}.`);
      return [outcome.dataHash, outcome.resultHash];
    };
    const [data, result] = await hashes({ fast: 10, slow: 30 });
    expect(await hashes({ fast: 10, slow: 30 })).toEqual([data, result]);
    const [sameData, other] = await hashes({ fast: 5, slow: 30 });
    expect(sameData).toBe(data);
    expect(other).not.toBe(result);
  });

  it('ends without a result once it is cancelled', async () => {
    const control = new RunControl();
    control.cancel();
    expect(await executeRun(task(control))).toEqual({ kind: 'stopped' });
    expect(control.progress).toBeLessThan(1);
  });

  it('gives its result though it is cancelled where nothing is left to stop, but for the checks', async () => {
    const control = new RunControl();
    control.cancel();
    const asked = task(control);
    // A stop is looked for every 64 bars at first.
    const data = asked.data.map((each) => ({ ...each, bars: sliceBars(each.bars, 0, 60) }));
    expect(await executeRun({ ...asked, data })).toMatchObject({ kind: 'completed' });
    const config = { checks: ['look_ahead'] as const };
    expect(await executeRun({ ...asked, data, config })).toEqual({ kind: 'stopped' });
  });

  it('knows how many bars before its start the indicators need', async () => {
    const params = { fast: 10, slow: 30 };
    const { strategy, program, control } = task(new RunControl());
    const asked = {
      strategy,
      program,
      control,
      params,
      timeframe: '1h',
      symbols: ['WAVE'],
    } as const;
    const outcome = await lookback({ ...asked, symbols: [...asked.symbols] });
    const bars = 'bars' in outcome ? outcome.bars : NaN;
    expect(bars).toBeGreaterThanOrEqual(29);
    expect(bars).toBeLessThan(60);
  });
});
