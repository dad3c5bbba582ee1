import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { syntheticBars } from '@app/engine';
import { sourceOf } from '@app/strategy/builtin';
import { compile } from '../../strategy/src/sandbox/compile.js';
import { executeRun, executeSweep, lookback } from './backtest.runner.js';
import { decodeLogs } from './log-codec.js';
import { RunControl } from './run-control.js';
import type { Program, RunOutcome, RunTask } from './run-task.js';
import { shared } from '../../engine/test/shared.js';

function programOf(source: string, owner = 'one', memoryMb = 128): Program {
  const compiled = compile(source);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return { kind: 'source', owner, memoryMb, ...compiled };
}

const data = [
  { symbol: 'X', timeframe: '1h' as const, bars: shared(syntheticBars(2000, '1h', 3)) },
];

function task(program: Program | null, changes: Partial<RunTask> = {}): RunTask {
  return {
    backtestId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
    strategy: 'sma-cross',
    program,
    params: {},
    config: { commission: 0.001 },
    data,
    benchmark: undefined,
    control: new RunControl().memory,
    ...changes,
  };
}

function completed(outcome: RunOutcome) {
  if (outcome.kind !== 'completed') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const strategy = (body: string) => `import { defineStrategy } from '@barline/engine';

export default defineStrategy({
  name: 'mine',
${body}
});`;

describe('a strategy of a user', () => {
  it('comes to the result of the same built-in, checks and all', async () => {
    const config = { commission: 0.001, checks: ['look_ahead', 'warm_up'] as const };
    const theirs = completed(await executeRun(task(programOf(sourceOf('sma-cross')), { config })));
    const ours = completed(await executeRun(task(null, { config })));
    expect({ ...theirs, runMs: 0 }).toEqual({ ...ours, runMs: 0 });
    expect(theirs.details.checks).toMatchObject({ look_ahead: { verdict: 'pass' } });
  });

  it('tells its lookback, and runs in sweeps, as the same built-in does', async () => {
    const asked = { strategy: 'sma-cross', params: {}, timeframe: '1h' as const, symbols: ['X'] };
    const control = new RunControl().memory;
    const program = programOf(sourceOf('sma-cross'));
    expect(await lookback({ ...asked, program, control })).toEqual(
      await lookback({ ...asked, program: null, control }),
    );
    const sweep = (of: Program | null) => {
      const { strategy: name, config, benchmark, control: cells } = task(of);
      const sets = [{ fast: 5 }, { fast: 8, slow: 40 }, { fast: 50 }];
      const statistics = ['trades', 'equity_final'];
      const chosen = { strategy: name, program: of };
      return executeSweep({ ...chosen, sets, config, data, benchmark, statistics, control: cells });
    };
    expect(await sweep(program)).toEqual(await sweep(null));
  });

  it('leaves its log', async () => {
    const source = strategy(
      `  next(_, { index, log }) { if (index === 7) log('seven', { index }); },`,
    );
    const { log } = completed(await executeRun(task(programOf(source))));
    expect(log.count).toBe(1);
    expect(decodeLogs(log.lines)).toMatchObject([
      { bar: 7, symbol: 'X', message: 'seven', values: { index: 7 } },
    ]);
  });

  it('leaves what it logged until it threw', async () => {
    const source = strategy(
      `  next(_, { index, log }) { log('bar', { index }); if (index === 2) throw 1; },`,
    );
    const outcome = await executeRun(task(programOf(source)));
    if (outcome.kind !== 'failed' || outcome.log === null) throw new Error('no log');
    expect(outcome.log.count).toBe(3);
    expect(decodeLogs(outcome.log.lines)[2]).toMatchObject({ bar: 2, values: { index: 2 } });
  });

  it('that throws fails with its own line and column', async () => {
    const source = strategy(`  next(_: unknown, { index }: { index: number }) {
    type Left = { out: 'by the compiler' };
    if (index === 3) throw new Error('three');
  },`);
    expect(await executeRun(task(programOf(source)))).toEqual({
      kind: 'failed',
      log: null,
      lost: 0,
      error: {
        code: 'backtest/strategy-failed-at',
        values: { phase: 'next', bar: 3, reason: 'Error: three', line: 7, column: 28 },
      },
    });
  });

  it.each([
    [
      'array after array',
      'const kept = []; for (;;) kept.push(new Array(10_000).fill(1));',
      { code: 'backtest/strategy-memory-at', values: { phase: 'next', bar: 0, line: 5 } },
    ],
    [
      'one long text',
      "let text = 'x'; for (;;) text += text + text.slice(1).replace('x', 'y');",
      { code: 'backtest/strategy-failed-at' },
    ],
    [
      'array buffers',
      'const kept = []; for (;;) kept.push(new Float64Array(1e6));',
      { code: 'backtest/strategy-failed-at' },
    ],
  ])(
    'that hoards memory fails, and its owner’s next run is as before: %s',
    async (_, body, error) => {
      const good = task(programOf(sourceOf('sma-cross'), 'one', 64));
      const before = completed(await executeRun(good)).resultHash;
      const hoard = programOf(strategy(`  next() { ${body} },`), 'one', 64);
      const outcome = await executeRun(task(hoard));
      expect(outcome).toMatchObject({ kind: 'failed', error });
      expect(completed(await executeRun(good)).resultHash).toBe(before);
    },
  );

  it('may read bars that take more memory than it may use itself', async () => {
    const bars = shared(syntheticBars(1_000_000, '1m', 3));
    const many = { data: [{ symbol: 'X', timeframe: '1m' as const, bars }] };
    const program = programOf(sourceOf('sma-cross'), 'one', 64);
    expect(await executeRun(task(program, many))).toMatchObject({ kind: 'completed' });
  });

  it('whose constraint its params break fails for them', async () => {
    const params = { fast: 200, slow: 100 };
    const outcome = await executeRun(task(programOf(sourceOf('sma-cross')), { params }));
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'backtest/params-refused',
        values: { reason: expect.stringContaining('break the constraint of sma-cross') },
      },
    });
  });

  it.each([
    ['counts in its module', 'let n = 0;', 'if (++n % 9 === 0) buy({ size: 1 });'],
    ['draws numbers', '', 'if (Math.random() < 0.05) buy({ size: 1 });'],
  ])('that %s passes its checks as by itself', async (_, before, body) => {
    const source = `import { defineStrategy } from '@barline/engine';
${before}
export default defineStrategy({ name: 'mine', next(_, { buy }) { ${body} } });`;
    const config = { checks: ['look_ahead'] as const };
    const { details, orders } = completed(await executeRun(task(programOf(source), { config })));
    expect(orders.length).toBeGreaterThan(0);
    expect(details.checks).toMatchObject({ look_ahead: { verdict: 'pass' } });
  });

  it.each([
    ['a text', "throw 'text'", 'text'],
    ['nothing', 'throw undefined', 'undefined'],
    ['a symbol', "throw Symbol('s')", 'Symbol(s)'],
    [
      'a text that a database cannot keep',
      "throw new Error('a\\0b\\ud800')",
      'Error: a\uFFFDb\uFFFD',
    ],
    ['a long text', "throw new Error('x'.repeat(1e6))", `Error: ${'x'.repeat(1993)}…`],
  ])('that throws %s fails with its own line and column, too', async (_, thrown, reason) => {
    const source = strategy(`  next(_, { index }) {
    if (index === 3)
      ${thrown};
  },`);
    expect(await executeRun(task(programOf(source)))).toMatchObject({
      kind: 'failed',
      error: { code: 'backtest/strategy-failed-at', values: { bar: 3, line: 7, reason } },
    });
  });

  it('of bars that the engine refuses fails as a built-in does', async () => {
    const bars = shared(syntheticBars(10, '1h', 3));
    bars.time.fill(5);
    const bad = { data: [{ symbol: 'X', timeframe: '1h' as const, bars }] };
    const failed = await executeRun(task(null, bad));
    expect(failed).toMatchObject({ kind: 'failed', error: { code: 'backtest/data-unfit' } });
    expect(await executeRun(task(programOf(sourceOf('sma-cross')), bad))).toEqual(failed);
  });

  it.each([
    ['next', '  next() { for (;;); },', 12],
    ['init', '  init() { for (;;); }, next() {},', 12],
    ['a regular expression', "  next() { /^(a+)+$/.test('a'.repeat(50) + 'b'); },", 22],
  ])('that does not come back from %s is ended with its isolate', async (_, body, column) => {
    const good = task(programOf(sourceOf('sma-cross')));
    const before = completed(await executeRun(good)).resultHash;
    const control = new RunControl();
    const asked = task(programOf(strategy(body)), { control: control.memory });
    const ended = executeRun(asked);
    await delay(200);
    expect(control.beat).not.toBeNull();
    control.cancel(true);
    const place = { line: expect.any(Number), column };
    expect(await ended).toEqual({ kind: 'stopped', place });
    expect(control.beat).toBeNull();
    expect(completed(await executeRun(good)).resultHash).toBe(before);
  });

  it('is seen to get on with each bar, however slow, and tells the bar it is stuck at', async () => {
    const control = new RunControl();
    const slow = strategy(`  next(_, { index }) {
    for (let i = 0; i < 3e7 && index < 20; i++);
    if (index === 20) for (;;);
  },`);
    const ended = executeRun(task(programOf(slow), { control: control.memory }));
    const bars = new Set<number>();
    while (control.bar < 20) {
      bars.add(control.bar);
      await delay(1);
    }
    expect(bars.size).toBeGreaterThan(10);
    control.cancel(true);
    expect(await ended).toMatchObject({ kind: 'stopped', place: { column: expect.any(Number) } });
    expect(control.bar).toBe(20);
  });

  it('is stopped as a built-in is', async () => {
    const control = new RunControl();
    control.cancel();
    const asked = task(programOf(sourceOf('sma-cross')), { control: control.memory });
    expect(await executeRun(asked)).toEqual({ kind: 'stopped' });
  });
});
