import { describe, expect, it } from '@jest/globals';
import * as authoring from '../../../engine/src/authoring.js';
import { sourceOf } from '../builtin/index.js';
import { compile } from '../sandbox/compile.js';
import { tryStrategy } from './trial.js';

const LIMITS = { memoryMb: 64, timeoutMs: 1000 };

function tried(source: string) {
  const compiled = compile(source);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return tryStrategy({ ...compiled, ...LIMITS });
}

const strategy = (body: string) =>
  `import * as engine from '@barline/engine';\nexport default engine.defineStrategy({\n  name: 'x',\n  ${body}\n});\n`;

describe('the trial of a strategy', () => {
  it('tells params, indicators, warm-up, orders and trades', async () => {
    const { declared, trial, problems } = await tried(sourceOf('sma-cross'));
    expect(problems).toEqual([]);
    expect(declared).toMatchObject({
      name: 'sma-cross',
      scope: 'symbol',
      params: { fast: { kind: 'int', default: 10, min: 2, max: 400 } },
      paramsSchema: { properties: { slow: { type: 'integer', default: 30 } } },
    });
    // The slow average of 30 bars has its first value after 29 of them.
    expect(trial).toMatchObject({ bars: 500, symbols: 1, warmUp: 29 });
    expect(trial?.indicators).toHaveLength(2);
    expect(trial?.orders).toBeGreaterThan(0);
    expect(trial?.trades).toBeGreaterThan(0);
  });

  it('tries a portfolio on as many symbols as it needs', async () => {
    const needs = (count: number, scope: string) =>
      tried(strategy(`scope: '${scope}', next(_, { symbols, of }) { of(symbols[${count - 1}]); }`));
    expect((await needs(2, 'portfolio')).trial?.symbols).toBe(2);
    expect((await needs(3, 'portfolio')).trial?.symbols).toBe(4);
    expect((await needs(2, 'symbol')).problems).toMatchObject([{ stage: 'trial', line: 4 }]);
  });

  it('hands a strategy what its declarations say, and nothing else', async () => {
    const { declared } = await tried(
      strategy(
        `description: Object.keys(engine).filter((name) => name !== 'default').sort().join(), next() {}`,
      ),
    );
    expect(declared?.description.split(',')).toEqual(Object.keys(authoring).toSorted());
  });

  it.each([
    ['next() {\n    throw new Error("Now.");\n  }', 'trial', 5, 'Error: Now.'],
    [
      'init() {\n    null.x;\n  }, next() {}',
      'trial',
      5,
      'TypeError: Cannot read properties of null',
    ],
    ['params: { a: engine.int(1, { min: 2 }) }, next() {}', 'load', 4, 'must be at least 2'],
    ['next: 1', 'load', 2, 'needs a function next'],
  ])('tells what %j throws, and where', async (body, stage, line, message) => {
    expect((await tried(strategy(body))).problems).toMatchObject([
      { stage, line, message: { en: expect.stringContaining(message) } },
    ]);
  });

  it('ends what does not end', async () => {
    const { declared, problems } = await tried(strategy('next() { for (;;); }'));
    expect(declared?.name).toBe('x');
    expect(problems).toMatchObject([
      { stage: 'trial', line: 4, message: { en: 'It did not come to an end within 1 s.' } },
    ]);
  });

  it('keeps the first hundred lines of a log and counts the others', async () => {
    const { trial } = await tried(strategy("next(_, { log }) { log('x'.repeat(1500)); }"));
    expect(trial?.logCount).toBe(500);
    expect(trial?.logs).toHaveLength(100);
    expect(trial?.logs[99]).toEqual({ bar: 99, message: `${'x'.repeat(1000)}…` });
  });
});
