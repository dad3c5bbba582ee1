import { describe, expect, it } from '@jest/globals';
import { bool, choice, defineStrategy, float, int, paramsSchema, resolveParams } from './index.js';

const strategy = defineStrategy({
  name: 'many',
  description: 'Has one of each.',
  params: {
    fast: int(10, { min: 2, max: 400, title: 'Fast', description: 'Bars.' }),
    factor: float(1.5, { min: 0, step: 0.5 }),
    short: bool(false),
    mode: choice('a', ['a', 'b']),
  },
  constraint: ({ fast, factor }) => fast > factor,
  next: () => undefined,
});

describe('paramsSchema', () => {
  it('has a step above 0 where it has one', () => {
    expect(() => int(5, { step: 0 })).toThrow('step must be above 0');
    expect(() => float(5, { step: -1 })).toThrow('step must be above 0');
  });

  it('is JSON Schema 2020-12 with bounds, defaults and texts, and allows nothing else', () => {
    expect(paramsSchema(strategy)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'many',
      description: 'Has one of each.',
      type: 'object',
      properties: {
        fast: {
          type: 'integer',
          title: 'Fast',
          description: 'Bars.',
          default: 10,
          minimum: 2,
          maximum: 400,
        },
        factor: { type: 'number', default: 1.5, minimum: 0, multipleOf: 0.5 },
        short: { type: 'boolean', default: false },
        mode: { enum: ['a', 'b'], default: 'a' },
      },
      additionalProperties: false,
    });
  });
});

describe('resolveParams', () => {
  it('fills in defaults', () => {
    expect(resolveParams(strategy, { fast: 20 })).toEqual({
      params: { fast: 20, factor: 1.5, short: false, mode: 'a' },
    });
  });

  it('tells every problem at once, with the nearest known name', () => {
    const result = resolveParams(strategy, { fats: 3, fast: 1, factor: 'x', mode: 'c', short: 1 });
    const problems = 'problems' in result ? result.problems : [];
    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ['fats', 'unknown-param'],
      ['fast', 'too-small'],
      ['factor', 'wrong-type'],
      ['short', 'wrong-type'],
      ['mode', 'not-a-choice'],
    ]);
    expect(problems[0]).toMatchObject({
      values: { name: 'fats', nearest: 'fast' },
      message: 'Unknown parameter fats. Did you mean fast?',
    });
    expect(problems[1]).toMatchObject({
      values: { min: 2, got: 1 },
      message: 'fast must be at least 2, got 1.',
    });
  });

  it.each([
    [{ fast: 401 }, 'too-large'],
    [{ fast: 2.5 }, 'wrong-type'],
    [{ fast: NaN }, 'wrong-type'],
    [{ fast: null }, 'wrong-type'],
    [{ factor: 1.25 }, 'not-a-multiple'],
    [{ fast: 2, factor: 3 }, 'constraint-failed'],
  ])('refuses %j as %s', (input, code) => {
    const result = resolveParams(strategy, input);
    expect('problems' in result ? result.problems[0].code : null).toBe(code);
  });

  it('does not take an inherited name for a parameter', () => {
    const result = resolveParams(strategy, JSON.parse('{"__proto__": 1, "toString": 2}'));
    expect('problems' in result ? result.problems.length : 0).toBe(2);
  });

  it('calls a constraint that throws failed', () => {
    const broken = defineStrategy({
      name: 'broken',
      constraint: () => {
        throw new Error('no');
      },
      next: () => undefined,
    });
    expect(resolveParams(broken, {})).toMatchObject({ problems: [{ code: 'constraint-failed' }] });
  });
});

describe('a declaration', () => {
  it('refuses a default that breaks its own bounds', () => {
    expect(() => int(1, { min: 2 })).toThrow('default must be at least 2, got 1.');
    expect(() => float(NaN)).toThrow(RangeError);
    expect(() => choice('c' as 'a', ['a', 'b'])).toThrow('default must be one of a, b, got c.');
  });
});
