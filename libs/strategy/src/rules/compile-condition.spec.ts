import { describe, expect, it } from '@jest/globals';
import { defineStrategy, runBacktest, syntheticBars } from '@barline/engine';
import * as fc from 'fast-check';
import { compileCondition } from './compile-condition.js';
import { compileSeries } from './compile-series.js';
import type { Sources } from './compile-value.js';
import { randomCondition, randomSeries } from './fixtures/random-rules.js';
import type { RuleCondition, RuleValue } from './rules.js';

const params = { fast: 3, factor: 1.001, level: 60, on: true, mode: 'calm' };

/** The value of a rule so many bars ago, worked out anew each time. */
function valueOf(value: RuleValue, { series }: Sources, shift = 0): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return series(value).ago(shift);
  if ('param' in value) return Number(params[value.param as keyof typeof params]);
  if ('series' in value) return series(value.series).ago(Number(value.ago) + shift);
  const [[operator, values]] = Object.entries(value) as [string, RuleValue[]][];
  const numbers = values.map((each) => valueOf(each, { params, series }, shift));
  return numbers.reduce((a, b) => {
    if (operator === 'add') return a + b;
    if (operator === 'mul') return a * b;
    return operator === 'sub' ? a - b : a / b;
  });
}

/** Whether a condition is true or false, or null where a value for it is missing (Kleene's logic of three values). */
function truthOf(condition: RuleCondition, sources: Sources): boolean | null {
  const [key] = Object.keys(condition);
  const inner = Object.values(condition)[0];
  if (key === 'param') {
    const wanted = 'is' in condition ? condition.is : true;
    return params[inner as keyof typeof params] === wanted;
  }
  if (key === 'not') {
    const truth = truthOf(inner, sources);
    return truth === null ? null : !truth;
  }
  if (key === 'all' || key === 'any') {
    const truths = inner.map((each: RuleCondition) => truthOf(each, sources));
    const decides = key === 'any';
    if (truths.includes(decides)) return decides;
    return truths.includes(null) ? null : !decides;
  }
  if (key === 'rising' || key === 'falling') {
    const bars = typeof inner[1] === 'number' ? inner[1] : params.fast;
    const values = Array.from({ length: bars + 1 }, (_, k) => valueOf(inner[0], sources, k));
    if (values.some(Number.isNaN)) return null;
    const rises = (k: number) =>
      key === 'rising' ? values[k] > values[k + 1] : values[k] < values[k + 1];
    return values.slice(1).every((_, k) => rises(k));
  }
  const [a, b] = inner.map((value: RuleValue) => valueOf(value, sources));
  if (key.startsWith('crosses')) {
    const [before, other] = inner.map((value: RuleValue) => valueOf(value, sources, 1));
    if ([a, b, before, other].some(Number.isNaN)) return null;
    return key === 'crosses_above' ? a > b && before < other : a < b && before > other;
  }
  if (Number.isNaN(a) || Number.isNaN(b)) return null;
  if (key === '>') return a > b;
  if (key === '>=') return a >= b;
  return key === '<' ? a < b : a <= b;
}

describe('a compiled condition', () => {
  it('holds exactly where an interpreter of three values says that it is true', () => {
    const seen = { true: 0, false: 0, null: 0 };
    fc.assert(
      fc.property(randomCondition, fc.integer({ min: 1, max: 9999 }), (condition, seed) => {
        const bars = syntheticBars(80, '1h', seed);
        for (const name of ['open', 'high', 'low', 'close'] as const) {
          bars[name].forEach((price, i) => (bars[name][i] = Math.round(price * 4) / 4));
        }
        const strategy = defineStrategy({
          name: 'compared',
          init(ctx) {
            const rules = { name: 'x', entry: {}, series: randomSeries };
            const series = compileSeries(rules, { ...ctx, params });
            const sources = { params, series };
            return { sources, test: compileCondition(condition, sources) };
          },
          next({ sources, test }, ctx) {
            const truth = truthOf(condition, sources);
            seen[`${truth}`]++;
            expect([ctx.index, test.fires(ctx)]).toEqual([ctx.index, truth === true]);
            if (test.always !== null) expect(test.always).toBe(truth === true);
          },
        });
        runBacktest({ strategy, data: [{ symbol: 'X', timeframe: '1h', bars }] });
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1000);
    expect(seen.null).toBeGreaterThan(10);
  });
});
