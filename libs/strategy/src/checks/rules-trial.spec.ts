import { describe, expect, it } from '@jest/globals';
import { builtInsAsRules } from '../rules/fixtures/built-ins.js';
import { tryRules } from './rules-trial.js';

const tried = (rules: object) => tryRules({ rules: JSON.stringify(rules) });
const always = { long: { '>': ['close', 0] } };

describe('the trial of rules', () => {
  it.each(Object.entries(builtInsAsRules))('tells what %s is and does', (name, rules) => {
    const { declared, trial, problems } = tried(rules);
    expect(problems).toEqual([]);
    expect(declared).toMatchObject({ name, scope: 'symbol' });
    expect(Object.keys(declared?.params ?? {})).toEqual(Object.keys(rules.params ?? {}));
    expect(trial).toMatchObject({ bars: 500, symbols: 1, warmUp: expect.any(Number) });
    expect(trial?.orders).toBeGreaterThan(0);
  });

  it('tells what is wrong with them, and tries nothing', () => {
    expect(tried({ name: 'x', entry: { long: { '>': ['clse', 0] } } })).toMatchObject({
      declared: null,
      trial: null,
      problems: [{ stage: 'rules', line: null, field: 'entry.long[">"][0]' }],
    });
  });

  it('tells what cannot be stored of their texts', () => {
    expect(tried({ name: 'x', description: '\0', entry: always })).toMatchObject({
      declared: null,
      problems: [{ stage: 'rules', message: { en: expect.stringContaining('description') } }],
    });
  });

  it('takes bars as short as the shortest timeframe that they name', () => {
    const short = { long: { '>': [{ series: '15m:high', ago: 1 }, '1d:close'] } };
    expect(tried({ name: 'x', entry: short }).problems).toEqual([]);
    expect(tried({ name: 'x', entry: always, exit: { end_of_day: true } }).problems).toEqual([]);
  });
});
