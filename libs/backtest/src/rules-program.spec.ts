import { describe, expect, it } from '@jest/globals';
import { syntheticBars } from '@app/engine';
import { builtInsAsRules } from '../../strategy/src/rules/fixtures/built-ins.js';
import { executeRun, executeSweep, lookback } from './backtest.runner.js';
import { RunControl } from './run-control.js';
import type { Program, RunTask } from './run-task.js';

const data = [{ symbol: 'X', timeframe: '1h' as const, bars: syntheticBars(1000, '1h', 3) }];

function programOf(rules: object, memoryMb = 64): Program {
  return { kind: 'rules', rules: JSON.stringify(rules), memoryMb };
}

function task(program: Program | null, bars = data): RunTask {
  const config = { commission: 0.001, checks: ['look_ahead', 'warm_up'] as const };
  const control = new RunControl().memory;
  const backtestId = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
  const params = {};
  const benchmark = undefined;
  return { backtestId, strategy: 'macd', program, params, config, data: bars, benchmark, control };
}

describe('rules of a user', () => {
  const program = programOf(builtInsAsRules.macd ?? {});

  it('come to the result of the same built-in, checks and all', async () => {
    const [theirs, ours] = [await executeRun(task(program)), await executeRun(task(null))];
    if (theirs.kind !== 'completed' || ours.kind !== 'completed') throw new Error('no result');
    expect(theirs.resultHash).toBe(ours.resultHash);
    const verdicts = { look_ahead: { verdict: 'pass' }, warm_up: { verdict: 'inconclusive' } };
    expect([theirs.details.checks, ours.details.checks]).toMatchObject([verdicts, verdicts]);
  });

  it('tell their lookback, and run in sweeps, as the same built-in does', async () => {
    const asked = { strategy: 'macd', params: {}, timeframe: '1h' as const, symbols: ['X'] };
    const control = new RunControl().memory;
    expect(await lookback({ ...asked, program, control })).toEqual(
      await lookback({ ...asked, program: null, control }),
    );
    const sweep = (of: Program | null) => {
      const chosen = { strategy: 'macd', program: of, data, benchmark: undefined };
      const sets = [{ short: true }, { short: false }];
      const statistics = ['trades', 'equity_final'];
      return executeSweep({ ...chosen, config: {}, sets, statistics, control });
    };
    expect(await sweep(program)).toEqual(await sweep(null));
  });

  it('whose series would take more memory than they may fail', async () => {
    const ichimoku = (k: number) => [`s${k}`, { indicator: 'ichimoku' }];
    const rules = {
      name: 'wide',
      series: Object.fromEntries(Array.from({ length: 50 }, (_, k) => ichimoku(k))),
      entry: { long: { '>': ['close', 's0.base'] } },
    };
    const wide = [{ ...data[0]!, bars: syntheticBars(5000, '1h', 3) }];
    // 200 columns of 5,000 bars take 8 MB, and the bars, counted as 1 MB, allow 3 more.
    expect(await executeRun({ ...task(programOf(rules, 1), wide), config: {} })).toEqual({
      kind: 'failed',
      log: null,
      lost: 0,
      error: {
        code: 'backtest/strategy-memory',
        values: { megabytes: 1, phase: 'init', bar: 0 },
      },
    });
    expect(await executeRun({ ...task(programOf(rules, 8), wide), config: {} })).toMatchObject({
      kind: 'completed',
    });
  });
});
