import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { MAX_PERIOD, type Param } from './param.js';
import { computeIndicator, registry, type IndicatorName } from './registry.js';
import { computeIn, SpareColumns } from './spare-columns.js';

const BARS = 400;
const bars = makeBars(BARS);
const names = Object.keys(registry) as IndicatorName[];
const INDEXES = new Set<string>(['maxindex', 'minindex']);
// The made-up bars hold two bars without a body in a row, but not three.
const SMALLEST: Record<string, number[]> = { imi: [3] };
const UNDEFINED_WHEN_CONSTANT = new Set<string>(['hurst', 'imi']);

function inputs(name: IndicatorName): Float64Array[] {
  return registry[name].inputs.map((input) => bars[input]);
}

function defaults(name: IndicatorName): number[] {
  return registry[name].params.map((param) => param.default);
}

function smallest(name: IndicatorName): number[] {
  const { params } = registry[name];
  return SMALLEST[name] ?? params.map((param) => (param.integer ? param.min : param.default));
}

// Long enough for what some do differently with long windows.
function long(name: IndicatorName): number[] {
  const isPeriod = (param: Param) => param.integer && param.max === MAX_PERIOD;
  return registry[name].params.map((param) => (isPeriod(param) ? 65 : param.default));
}

function lookback(name: IndicatorName, params: number[]): number {
  return (registry[name].lookback as (...values: number[]) => number)(...params);
}

function expectSame(actual: Float64Array, expected: Float64Array): void {
  for (let i = 0; i < expected.length; i++)
    if (!Object.is(actual[i], expected[i]))
      throw new Error(`bar ${i}: ${actual[i]} instead of ${expected[i]}`);
  expect(actual.length).toBe(expected.length);
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

describe.each(names)('%s', (name) => {
  describe.each([
    ['default', defaults(name)],
    ['smallest', smallest(name)],
    ['long', long(name)],
  ])('with %s parameters', (_, params) => {
    const outputs = computeIndicator(name, inputs(name), params);
    const first = lookback(name, params);

    it('gives one value per bar and output, numbers from the lookback on and not all before', () => {
      expect(outputs).toHaveLength(registry[name].outputs.length);
      for (const output of outputs) {
        expect(output).toHaveLength(BARS);
        expect(output.subarray(first).every(Number.isFinite)).toBe(true);
        if ('taLib' in registry[name])
          expect(output.subarray(0, first).every(Number.isNaN)).toBe(true);
      }
      expect(first === 0 || outputs.some((output) => Number.isNaN(output[first - 1]))).toBe(true);
    });

    it('gives the same bits in columns that hold what another run left there', () => {
      const spare = new SpareColumns();
      for (let k = 0; k < 40; k++) spare.take(BARS).fill(1234.5);
      spare.takeBack();
      const again = computeIn(spare, () => computeIndicator(name, inputs(name), params));
      outputs.forEach((output, o) => expectSame(again[o], output));
    });

    it('gives the same bits for a prefix of the bars', () => {
      for (const length of [first, first + 1, first + 2, 137, 250, BARS - 1]) {
        const prefix = inputs(name).map((column) => column.slice(0, length));
        const short = computeIndicator(name, prefix, params);
        outputs.forEach((output, o) => expectSame(short[o], output.subarray(0, length)));
      }
    });

    it('starts at the first bar where all inputs have values', () => {
      const gap = 24;
      const late = inputs(name).map((column) => {
        const longer = new Float64Array(BARS + gap).fill(NaN);
        longer.set(column, gap);
        return longer;
      });
      const moved = INDEXES.has(name) ? gap : 0;
      computeIndicator(name, late, params).forEach((output, o) => {
        expect(output.subarray(0, gap).every(Number.isNaN)).toBe(true);
        expectSame(
          output.subarray(gap),
          moved ? outputs[o].map((value) => value + moved) : outputs[o],
        );
      });
    });
  });

  const params = defaults(name);
  const outputs = computeIndicator(name, inputs(name), params);

  it('turns a later NaN into NaN wherever an output depends on that value, and leaves the others', () => {
    const at = 205;
    registry[name].inputs.forEach((_, column) => {
      const change = (value: number) => {
        const changed = inputs(name).map((values) => values.slice());
        changed[column][at] = value;
        return computeIndicator(name, changed, params);
      };
      const holed = change(NaN);
      const others = [
        change(inputs(name)[column][at] * 1.02),
        change(inputs(name)[column][at] * 0.98),
      ];
      outputs.forEach((output, o) => {
        expectSame(holed[o].subarray(0, at), output.subarray(0, at));
        for (let i = at; i < BARS; i++) {
          const depends = others.some((other) => differs(other[o][i], output[i]));
          if (Number.isNaN(holed[o][i])) continue;
          if (depends || differs(holed[o][i], output[i]))
            throw new Error(`bar ${i} of output ${o} with input ${column}: ${holed[o][i]}`);
        }
      });
    });
  });

  it('gives no infinity for constant input, and no NaN unless it is undefined there', () => {
    const flat = inputs(name).map(() => new Float64Array(BARS).fill(50));
    for (const output of computeIndicator(name, flat, params))
      for (let i = lookback(name, params); i < BARS; i++)
        if (UNDEFINED_WHEN_CONSTANT.has(name)) expect(output[i]).toBeNaN();
        else expect(Number.isFinite(output[i])).toBe(true);
  });

  it('gives NaN for empty, too short and missing input', () => {
    for (const length of [0, 1, 2, 3, lookback(name, params)])
      for (const value of [50, NaN]) {
        const short = inputs(name).map(() => new Float64Array(length).fill(value));
        const result = computeIndicator(name, short, params);
        expect(result.every((output) => output.length === length)).toBe(true);
        if (Number.isNaN(value) || length <= lookback(name, params))
          for (let i = 0; i < length; i++)
            expect(result.some((output) => Number.isNaN(output[i]))).toBe(
              Number.isNaN(value) || i < lookback(name, params),
            );
      }
  });

  it('leaves its inputs as they are', () => {
    const given = inputs(name).map((column) => column.slice());
    computeIndicator(name, given, params);
    given.forEach((column, c) => expectSame(column, inputs(name)[c]));
  });

  it('takes infinite input without throwing', () => {
    for (const value of [Infinity, -Infinity]) {
      const wild = inputs(name).map((column) => column.slice().fill(value, 200, 203));
      expect(() => computeIndicator(name, wild, params)).not.toThrow();
    }
  });

  registry[name].params.forEach((param, p) => {
    it(`refuses a bad ${param.name} by name, value and range`, () => {
      const bad = [NaN, param.min - 1e36, param.max + 1e36, Infinity];
      if (param.integer) bad.push(param.min + 0.5, param.min - 1, param.max + 1);
      const kind = param.integer ? 'a whole number' : 'a number';
      for (const value of bad) {
        const message = `${name}: ${param.name} must be ${kind} from ${param.min} to ${param.max}, got ${value}.`;
        const wrong = params.with(p, value);
        for (const call of [
          () => computeIndicator(name, inputs(name), wrong),
          () => lookback(name, wrong),
        ]) {
          expect(call).toThrow(RangeError);
          expect(call).toThrow(message);
        }
      }
    });
  });
});

describe('registry', () => {
  it('holds the 79 functions of TA-Lib, each once', () => {
    const taLib = names.flatMap((name) => registry[name].taLib ?? []);
    expect(new Set(taLib).size).toBe(79);
    expect(taLib).toHaveLength(79);
  });

  it('holds ten beyond them', () => {
    expect(names.filter((name) => !('taLib' in registry[name])).toSorted()).toEqual([
      'donchian',
      'heikinAshi',
      'hurst',
      'ichimoku',
      'keltner',
      'percentRank',
      'superTrend',
      'vwap',
      'vwapRolling',
      'zScore',
    ]);
  });

  it('refuses a missing parameter', () => {
    expect(() => computeIndicator('sma', [bars.close], [])).toThrow(
      'sma: timePeriod must be a whole number from 2 to 100000, got undefined.',
    );
  });
});
