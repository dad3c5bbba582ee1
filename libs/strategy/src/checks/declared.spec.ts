import { bool, choice, float, int } from '@app/engine';
import { describe, expect, it } from '@jest/globals';
import { declaredOf } from './declared.js';

const said = (changes: object) => ({
  name: 'x',
  description: '',
  scope: 'symbol' as const,
  params: {},
  paramsSchema: {},
  ...changes,
});

describe('what a strategy says of itself', () => {
  it('is stored as it was declared', () => {
    const params = {
      fast: int(10, { min: 2, max: 400, step: 2, title: 'Fast', description: 'Bars.' }),
      part: float(0.5),
      short: bool(false),
      mode: choice('a', ['a', 'b', 3]),
    };
    const read = declaredOf(said({ params }));
    expect(read).toMatchObject({ declared: { name: 'x', params, scope: 'symbol' } });
    const schema = 'declared' in read && read.declared.paramsSchema;
    expect(schema).toMatchObject({
      properties: { fast: { minimum: 2, multipleOf: 2 }, mode: { enum: ['a', 'b', 3] } },
    });
  });

  it.each([
    [{ name: 'a b' }, 'The name must be'],
    [{ name: '' }, 'The name must be'],
    [{ name: `a${'b'.repeat(100)}` }, 'The name must be'],
    [{ description: 'a\0' }, 'The description must be'],
    [{ params: { a: { kind: 'int', default: NaN } } }, 'default must be a whole number, got NaN'],
    [{ params: { a: { kind: 'int', default: 1, min: 2 } } }, 'default must be at least 2'],
    [
      { params: { a: { kind: 'int', default: 1, min: '0' } } },
      'its bounds and step must be numbers',
    ],
    [{ params: { a: { kind: 'choice', default: 1, choices: [1, {}] } } }, 'its choices must be'],
    [{ params: { a: { kind: 'date', default: 1 } } }, 'made by int, float, bool or choice'],
    [{ params: { a: null } }, 'it is no param'],
    [{ params: { 'a b': int(1) } }, 'its name must be a name of JavaScript'],
    [
      { params: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`p${i}`, int(1)])) },
      'at most 200',
    ],
  ])('is refused where it is %j', (changes, problem) => {
    expect(declaredOf(said(changes as object))).toMatchObject({
      problem: { en: expect.stringContaining(problem) },
    });
  });
});
