import { afterAll, describe, expect, it } from '@jest/globals';
import { resultHash, runBacktest, syntheticBars } from '@app/engine';
import { builtIns, sourceOf } from '../builtin/index.js';
import { compile } from './compile.js';
import { HARD_TO_TELL, TRAPS } from './fixtures/hostile.js';
import { Cell } from './realm/watch.js';
import { OutOfMemory, Sandbox } from './sandbox.js';
import { shared } from '../../../engine/test/shared.js';

const cells = new SharedArrayBuffer(4 * Cell.Count);
const box = new Sandbox(256);
afterAll(() => box.dispose());

function dataOf(symbols: number, bars = 300) {
  return Array.from({ length: symbols }, (_, k) => ({
    symbol: `S${k}`,
    timeframe: '1h' as const,
    bars: shared(syntheticBars(bars, '1h', 5 + k)),
  }));
}

function codeOf(source: string): string {
  const compiled = compile(source);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.code;
}

/** A strategy whose `init` logs what these lines return. */
function telling(lines: string, before = ''): string {
  return codeOf(`import { defineStrategy } from '@barline/engine';
    ${before}
    export default defineStrategy({
      name: 'told',
      init(ctx) { ctx.log(String((() => { ${lines} })())); return {}; },
      next() {},
    });`);
}

async function told(lines: string, before = ''): Promise<string> {
  const answer = await box.run(telling(lines, before), { data: dataOf(1, 5) }, cells);
  if ('failure' in answer) return `failed: ${answer.failure.message}`;
  if (answer.value.stopped) return 'stopped';
  return answer.value.logs[0]?.message ?? '';
}

describe('a strategy in the sandbox', () => {
  it.each([...builtIns])(
    'comes to the bytes that it comes to outside: %s',
    async (name, strategy) => {
      const symbols = { 'momentum-rotation': 4, 'pairs-z-score': 2 }[name] ?? 1;
      const input = { data: dataOf(symbols, 1000), config: { commission: 0.001 } };
      const outside = runBacktest({ ...input, strategy });
      const inside = await box.run(codeOf(sourceOf(name)), input, cells);
      if (outside.stopped || 'failure' in inside || inside.value.stopped)
        throw new Error('no result');
      expect(resultHash(inside.value)).toBe(resultHash(outside));
      expect(inside.value.charts).toEqual(outside.charts);
    },
  );

  it('reads the bars in place, on shared memory', async () => {
    const data = dataOf(1, 100);
    const code = codeOf(`import { defineStrategy } from '@barline/engine';
      export default defineStrategy({ name: 'sum', next(_, { bars, index, log }) {
        if (index === 99) log(String(bars.close.now)); } });`);
    const lastOf = async () => {
      const answer = await box.run(code, { data }, cells);
      return 'value' in answer && !answer.value.stopped ? answer.value.logs[0]?.message : '';
    };
    data[0]?.bars.close.fill(7, 99);
    expect(await lastOf()).toBe('7');
    data[0]?.bars.close.fill(8, 99);
    expect(await lastOf()).toBe('8');
  });

  it('is stopped by its host, and reports to it', async () => {
    const watched = new Int32Array(new SharedArrayBuffer(4 * Cell.Count));
    const code = codeOf(sourceOf('sma-cross'));
    await box.run(code, { data: dataOf(1, 5000) }, watched.buffer);
    expect(watched[1]).toBe(1_000_000);
    expect(watched[2]).toBeGreaterThan(0);
    watched[0] = 1;
    expect(await box.run(code, { data: dataOf(1, 5000) }, watched.buffer)).toMatchObject({
      value: { stopped: true },
    });
  });

  it('is told where it failed, by line and column of its own source', async () => {
    const source = `import { defineStrategy, type Context } from '@barline/engine';

type State = { count: number };

export default defineStrategy({
  name: 'failing',
  init: (): State => ({ count: 0 }),
  next(state, ctx: Context) {
    state.count++;
    if (state.count === 3) throw new RangeError('three');
  },
});`;
    const compiled = compile(source);
    if ('problems' in compiled) throw new Error('does not compile');
    const answer = await box.run(compiled.code, { data: dataOf(1, 10) }, cells);
    expect(answer).toMatchObject({
      failure: {
        kind: 'strategy',
        message: 'RangeError: three',
        phase: 'next',
        bar: 2,
        symbol: 'S0',
      },
    });
  });

  it('that uses more memory than it may ends its sandbox, and that only', async () => {
    const small = new Sandbox(64);
    const code = codeOf(`import { defineStrategy } from '@barline/engine';
      const kept: number[][] = [];
      export default defineStrategy({ name: 'hoard', next() {
        for (;;) kept.push(new Array(10_000).fill(1)); } });`);
    await expect(small.run(code, { data: dataOf(1) }, cells)).rejects.toThrow(OutOfMemory);
    expect(small.isDisposed).toBe(true);
    expect(await told('return 1 + 1')).toBe('2');
  });
});

describe('a hostile source', () => {
  it.each(TRAPS)('cannot change or use %s', async (_, lines) => {
    expect(await told(lines, `import * as library from '@barline/engine';`)).toMatch(
      /^failed: TypeError: /,
    );
  });

  it.each([
    'eval',
    'WebAssembly',
    'Atomics',
    'SharedArrayBuffer',
    'Promise',
    'AsyncDisposableStack',
    'WeakRef',
    'FinalizationRegistry',
    'Intl',
    'console',
    'Proxy',
    'BigInt',
    'BigInt64Array',
    'BigUint64Array',
    'process',
    'require',
    'module',
    'fetch',
    'setTimeout',
    'setImmediate',
    'queueMicrotask',
    'structuredClone',
    'performance',
    'crypto',
    'Buffer',
    'global',
    'realm',
  ])('finds no %s', async (name) => {
    const seen = await told(`return typeof ${name}`, 'declare const [a]: never;'.slice(0, 0));
    // What a module imports with is a function of the module's own, which knows the library only.
    expect(seen).toBe(name === 'require' ? 'function' : 'undefined');
  });

  it('imports nothing but the library', async () => {
    expect(
      await told(`return require('node:fs')`, 'declare const require: (name: string) => unknown;'),
    ).toMatch(/^failed: TypeError: A strategy imports from @barline\/engine only/);
  });

  it.each([
    ['async functions', 'async () => 1'],
    ['await', 'await 1'],
    ['dynamic imports', `import('node:fs')`],
    ['import.meta', 'import.meta.url'],
    ['**=, which machines compute differently', '0; let a = 2; a **= 0.5'],
    ['whole numbers of any length', '2n'],
    ['the rest of a parameter', '({ a, ...rest }) => rest'],
    ['the rest within a pattern', '1; const { a: { ...rest } } = {}'],
    ['the rest by assignment', '1; let rest; ({ ...rest } = {})'],
    ['what the language of a machine decides', `'a'.localeCompare('b')`],
    ['a name that compiled code uses', '1; const __few = 1'],
    ['other modules', `0; import fs from 'node:fs'`],
  ])('with %s does not compile', async (_, text) => {
    const compiled = compile(`const made = ${text};\nexport default made;`);
    expect(compiled).toMatchObject({ problems: [{ line: 1 }] });
  });

  it('gets no array, view or buffer of a column', async () => {
    const lines = `const found = []; const seen = new Set();
      const walk = (value, path, depth) => {
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
        if (seen.has(value) || depth > 6) return; seen.add(value);
        if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) found.push(path);
        for (const key of Reflect.ownKeys(value)) {
          let held; try { held = value[key]; } catch { continue; }
          walk(held, path + '.' + String(key), depth + 1);
        }
        walk(Object.getPrototypeOf(value), path + '.__proto__', depth + 1);
      };
      walk(ctx, 'ctx', 0);
      return found.join(' ')`;
    expect(await told(lines)).toBe('');
  });

  it('leaves nothing behind for the next run', async () => {
    const counting = codeOf(`import { defineStrategy } from '@barline/engine';
      let runs = 0;
      const kept = new WeakMap();
      export default defineStrategy({ name: 'count', init({ log }) {
        log(String(++runs) + kept.has(Object) + (/(a)/.exec('a'), RegExp.$1)); kept.set(Object, 1); return {}; },
        next() {} });`);
    const once = async () => {
      const answer = await box.run(counting, { data: dataOf(1, 5) }, cells);
      return 'value' in answer && !answer.value.stopped ? answer.value.logs[0]?.message : '';
    };
    expect([await once(), await once()]).toEqual(['1falseundefined', '1falseundefined']);
  });

  it('changes the things of its own run at most', async () => {
    await told('ctx.indicator.sma = () => 1; ctx.log.leak = 1; return 1');
    expect(await told('return ctx.log.leak + ctx.indicator.sma(ctx.bars.close, 2).length')).toBe(
      'NaN',
    );
    expect(await told('return String(ctx.indicator.sma).length > 20')).toBe('true');
  });

  it('evaluates its module anew for each set of a sweep', async () => {
    const counting = codeOf(`import { defineStrategy, int } from '@barline/engine';
      let bars = 0;
      export default defineStrategy({ name: 'count', params: { n: int(1) },
        next(_, { buy }) { if (++bars === 3) buy({ size: 1 }); } });`);
    const statistics = ['trades'];
    const answer = await box.sweep(
      counting,
      [{ n: 1 }, { n: 2 }],
      { data: dataOf(1, 20), statistics },
      cells,
    );
    expect(answer).toMatchObject({
      value: { values: Float64Array.of(1, 1), errors: [null, null] },
    });
  });

  it('tells no time but the bar’s, and draws the same numbers each time', async () => {
    const lines = `return [new Date().toISOString(), Date.now(), new Date(2024, 0, 1).getHours(), Math.random()].join(' ')`;
    const first = await told(lines);
    expect(first).toMatch(/^2020-01-01T00:00:00\.000Z 1577836800000 0 0\.\d+$/);
    expect(await told(lines)).toBe(first);
  });

  it('tells the parts of a time in UTC, as the language writes them', async () => {
    const lines = `const at = new Date(0); return [at.toDateString(), at.toTimeString(), new Date(NaN).toDateString()].join('; ')`;
    expect(await told(lines)).toBe('Thu Jan 01 1970; 00:00:00 GMT+0000; Invalid Date');
  });

  it('may give objects of its own what prototypes hold frozen', async () => {
    const lines = `class Own extends Error { constructor() { super('mine'); this.name = 'Own'; } }
      const plain = {}; plain.toString = () => 'plain'; plain.constructor = 1;
      return new Own() + ' ' + plain`;
    expect(await told(lines)).toBe('Own: mine plain');
  });

  it.each(HARD_TO_TELL)('may throw %s', async (_, lines) => {
    const answer = await box.run(telling(lines), { data: dataOf(1, 5) }, cells);
    expect(answer).toMatchObject({ failure: { kind: 'strategy', phase: 'init' } });
  });

  it.each([
    ['not exported', `defineStrategy({ name: 'x', next() {} });`],
    ['no strategy', `export default { kind: 'strategy', name: 'x', next() {} };`],
    ['a copy of one', `export default { ...defineStrategy({ name: 'x', next() {} }) };`],
    ['a function', `export default () => 1;`],
  ])('whose default export is %s is refused', async (_, text) => {
    const code = codeOf(`import { defineStrategy } from '@barline/engine';\n${text}`);
    expect(await box.run(code, { data: dataOf(1, 5) }, cells)).toMatchObject({
      failure: {
        kind: 'strategy',
        phase: 'load',
        message: expect.stringContaining('export default'),
      },
    });
  });
});
