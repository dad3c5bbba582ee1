import { describe, expect, it } from '@jest/globals';
import { parseRules } from './parse-rules.js';

const always = { '>': ['close', 0] };

/** The problems of rules as `path: code`, with the nearest name where there is one. */
function problemsOf(value: unknown): string[] {
  const parsed = parseRules(value);
  if ('rules' in parsed) return [];
  return parsed.problems.map(({ field, code, values }) =>
    'nearest' in values ? `${field}: ${code}, ${values.nearest}?` : `${field}: ${code}`,
  );
}

/** The problems of small rules with some parts changed. */
function withParts(parts: object): string[] {
  return problemsOf({ name: 'x', entry: { long: always }, ...parts });
}

describe('rules', () => {
  it('that are right are given back as they are', () => {
    const rules = { name: 'x', entry: { long: always } };
    expect(parseRules(rules)).toEqual({ rules });
  });

  it('need a name and an entry', () => {
    expect(problemsOf({})).toEqual(['name: wrong-type', 'entry: wrong-type']);
    expect(problemsOf({ name: '', entry: {} })).toEqual([
      'name: bad-strategy-name',
      'entry: missing-side',
    ]);
    for (const value of [null, [], 'x', 3, undefined]) {
      expect(problemsOf(value)).toEqual(['rules: wrong-type']);
    }
  });

  it('tell all of their problems at once, each with its place', () => {
    expect(
      problemsOf({
        name: 'x',
        serie: {},
        params: { fast: { type: 'int', default: 500, max: 400 } },
        series: {
          slow: { indicator: 'smaa' },
          fast: { indicator: 'sma', params: { timePeriodd: 3, timePeriod: 0 } },
        },
        entry: { long: { all: [always, { crosses_abov: ['fast', 'slow'] }, { '>': ['fst', 1] }] } },
        stop: { fraction: 2 },
      }),
    ).toEqual([
      'serie: unknown-key, series?',
      'params.fast.default: bad-default',
      'series.slow.indicator: unknown-indicator, sma?',
      'series.fast.params.timePeriodd: unknown-indicator-param, timePeriod?',
      'series.fast.params.timePeriod: too-small',
      'entry.long.all[1].crosses_abov: unknown-key, crosses_above?',
      'entry.long.all[2][">"][0]: unknown-series, fast?',
      'stop.fraction: not-below',
    ]);
  });

  it('say in words what is wrong', () => {
    const parsed = parseRules({ name: 'x', entry: { long: { '>': ['clse', 0] } } });
    const { problems } = parsed as { problems: { message: string }[] };
    expect(problems.map(({ message }) => message)).toEqual([
      'entry.long[">"][0] names an unknown series clse; did you mean close?',
    ]);
  });
});

describe('a parameter', () => {
  it('has a type, a default and its own bounds', () => {
    const params = {
      a: { type: 'in', default: 1 },
      b: { type: 'int', default: 1.5 },
      c: { type: 'bool', default: 1 },
      d: { type: 'choice', default: 'x', choices: ['y', 'z'] },
      e: { type: 'choice', default: 'x', choices: [] },
      f: { type: 'float', default: 1, min: 'low' },
      g: { type: 'bool', default: true, min: 1 },
      '1h': { type: 'int', default: 1 },
    };
    expect(withParts({ params })).toEqual([
      'params.a.type: wrong-type',
      'params.b.default: bad-default',
      'params.c.default: bad-default',
      'params.d.default: bad-default',
      'params.e.choices: wrong-type',
      'params.f.min: wrong-type',
      'params.g.min: unknown-key',
      'params["1h"]: bad-name',
    ]);
  });

  it('stands for a number only where it is one, and in range', () => {
    const params = {
      period: { type: 'int', default: 1, min: 1 },
      ratio: { type: 'float', default: 1.5 },
      on: { type: 'bool', default: true },
      mode: { type: 'choice', default: 'a', choices: ['a', 'b'] },
    };
    const sma = (param: string) => ({
      params,
      series: { x: { indicator: 'sma', params: { timePeriod: { param } } } },
    });
    expect(withParts(sma('period'))).toEqual(['series.x.params.timePeriod: too-small']);
    expect(withParts(sma('ratio'))).toEqual(['series.x.params.timePeriod: wrong-type']);
    expect(withParts(sma('on'))).toEqual(['series.x.params.timePeriod: wrong-type']);
    expect(withParts(sma('perio'))).toEqual([
      'series.x.params.timePeriod.param: unknown-param, period?',
    ]);
    const entry = (long: object) => ({ params, entry: { long } });
    expect(withParts(entry({ '>': ['close', { param: 'mode' }] }))).toEqual([
      'entry.long[">"][1]: wrong-type',
    ]);
    expect(withParts(entry({ param: 'ratio' }))).toEqual(['entry.long: wrong-param']);
    expect(withParts(entry({ param: 'mode', is: 'c' }))).toEqual(['entry.long.is: not-a-choice']);
    expect(withParts(entry({ param: 'on', is: 1 }))).toEqual(['entry.long.is: wrong-type']);
    expect(withParts(entry({ param: 'mode', is: 'b' }))).toEqual([]);
  });

  it('may be bound to others by a constraint, which knows no series and holds for the defaults', () => {
    const params = { a: { type: 'int', default: 2 }, b: { type: 'int', default: 1 } };
    const constraint = { '<': [{ param: 'a' }, { param: 'b' }] };
    expect(withParts({ params, constraint })).toEqual(['constraint: constraint-failed']);
    expect(withParts({ params, constraint: { not: constraint } })).toEqual([]);
    expect(withParts({ params, constraint: { '>': ['close', 1] } })).toEqual([
      'constraint[">"][0]: unknown-series',
    ]);
  });
});

describe('a series', () => {
  it('has inputs of one timeframe, which there are', () => {
    const series = (one: object) => ({ series: { x: one, y: { indicator: 'ema' } } });
    expect(withParts(series({ indicator: 'sma', inputs: ['1d:close'] }))).toEqual([]);
    expect(withParts(series({ indicator: 'sma', inputs: ['y'] }))).toEqual([]);
    expect(withParts(series({ indicator: 'correl', inputs: ['close', 'y'] }))).toEqual([]);
    expect(withParts(series({ indicator: 'vwap', timeframe: '1d' }))).toEqual([]);
    expect(withParts(series({ indicator: 'correl' }))).toEqual(['series.x.inputs: missing-inputs']);
    expect(withParts(series({ indicator: 'sma', inputs: ['1x:close'] }))).toEqual([
      'series.x.inputs[0]: unknown-timeframe',
    ]);
    expect(withParts(series({ indicator: 'correl', inputs: ['1d:close', 'y'] }))).toEqual([
      'series.x.inputs: mixed-timeframes',
    ]);
    expect(withParts(series({ indicator: 'atr', inputs: ['close'] }))).toEqual([
      'series.x.inputs: wrong-type',
    ]);
    expect(withParts(series({ indicator: 'sma', timeframe: '1y' }))).toEqual([
      'series.x.timeframe: wrong-type',
    ]);
    expect(withParts(series({ indicator: 'constructor' }))).toEqual([
      'series.x.indicator: unknown-indicator',
    ]);
  });

  it('is not made of itself, directly or by others', () => {
    const of = (input: string) => ({ indicator: 'sma', inputs: [input] });
    expect(withParts({ series: { a: of('a') } })).toEqual(['series.a: circular-series']);
    expect(withParts({ series: { a: of('b'), b: of('c'), c: of('a'), d: of('a') } })).toEqual([
      'series.a: circular-series',
      'series.b: circular-series',
      'series.c: circular-series',
    ]);
  });

  it('of several outputs is named with one of them', () => {
    const series = { bands: { indicator: 'bbands' }, close: { indicator: 'sma' } };
    const long = {
      all: ['bands', 'bands.uper', 'bands.upper'].map((name) => ({ '>': [name, 1] })),
    };
    expect(withParts({ series, entry: { long } })).toEqual([
      'series.close: taken-name',
      'entry.long.all[0][">"][0]: which-output',
      'entry.long.all[1][">"][0]: unknown-output, bands.upper?',
    ]);
  });
});

describe('what else rules say', () => {
  it('is of the right kind', () => {
    expect(
      withParts({
        entry: { long: { '>': ['close'] }, short: { all: [] } },
        exit: { after: 0, end_of_day: 'yes', long: { rising: 'close' }, short: always },
        reverse: 1,
        size: { fraction: 0, units: 1 },
        target: { fraction: -1 },
        trail: { distance: null },
      }),
    ).toEqual([
      'entry.long[">"]: wrong-count',
      'entry.short.all: wrong-count',
      'exit.long.rising: wrong-type',
      'exit.after: too-small',
      'exit.end_of_day: wrong-type',
      'size: not-one',
      'target.fraction: too-small',
      'trail.distance: wrong-type',
      'reverse: wrong-type',
    ]);
    expect(withParts({ entry: { long: { ...always, is: 1 } } })).toEqual([
      'entry.long.is: misplaced-key',
    ]);
    expect(withParts({ entry: { long: { '>': [{ mul: [1, 2], ago: 1 }, 1] } } })).toEqual([
      'entry.long[">"][0].ago: misplaced-key',
    ]);
    expect(
      withParts({ entry: { long: { '>': [Infinity, { series: 'close', ago: -1 }] } } }),
    ).toEqual(['entry.long[">"][0]: wrong-type', 'entry.long[">"][1].ago: too-small']);
  });

  it('has an entry for each exit, and a stop for what it risks', () => {
    expect(withParts({ size: { fraction: 0 } })).toEqual(['size.fraction: not-above']);
    expect(withParts({ exit: { short: always }, size: { risk: 0.1 } })).toEqual([
      'exit.short: no-entry',
      'size.risk: needs-stop',
    ]);
  });

  it('is neither too deep nor too long, however it was sent', () => {
    let deep: object = always;
    for (let k = 0; k < 100_000; k++) deep = { not: deep };
    expect(withParts({ entry: { long: deep } })).toHaveLength(1);
    const wide = {
      any: Array.from({ length: 40 }, () => ({ any: Array.from({ length: 40 }, () => always) })),
    };
    expect(withParts({ entry: { long: wide } })).toEqual(['rules: too-many-terms']);
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, k) => [`p${k}`, {}]));
    expect(withParts({ params: many, series: many })).toEqual([
      'params: too-many',
      'series: too-many',
    ]);
  });

  it('never throws, whatever stands where', () => {
    const odd = [
      null,
      0,
      'x',
      [],
      {},
      [[]],
      { param: 1 },
      { series: {} },
      JSON.parse('{"__proto__":1}'),
    ];
    const keys = [
      'params',
      'series',
      'entry',
      'exit',
      'size',
      'stop',
      'target',
      'trail',
      'reverse',
    ];
    for (const value of odd) {
      for (const key of keys) expect(() => withParts({ [key]: value })).not.toThrow();
      expect(withParts({ series: { x: value } })).not.toEqual([]);
      expect(withParts({ params: { x: value } })).not.toEqual([]);
      expect(withParts({ entry: { long: value } })).not.toEqual([]);
      expect(withParts({ entry: { long: always, order: value } })).not.toEqual([]);
    }
  });
});
