import { describe, expect, it } from '@jest/globals';
import * as module from './math.js';

const math = { ...module };

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);
const words = new Uint32Array(bits.buffer);

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  1.5,
  3,
  7,
  1 / 3,
  -1 / 3,
  1e-10,
  -1e-10,
  1e-20,
  0.99999,
  1.00001,
  22,
  709.78,
  710,
  -745.2,
  1e22,
  1e300,
  1e-300,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  9007199254740992,
  2147483648,
  Math.PI,
  Math.PI / 2,
  Math.PI / 4,
  (3 * Math.PI) / 4,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Infinity,
  -Infinity,
  NaN,
];
const UNARY = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'log',
  'log10',
  'log1p',
  'log2',
  'sin',
  'sinh',
  'tan',
  'tanh',
] as const;
const builtIn: Record<string, (...values: number[]) => number> = {};
for (const name of [...UNARY, 'atan2', 'hypot', 'pow'] as const) builtIn[name] = Math[name];

let state = 12345;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
}

function anyDouble(): number {
  words[0] = random() * 4294967296;
  words[1] = random() * 4294967296;
  return float[0];
}

/**
 * Counts the doubles between two, with infinity for a NaN against a number and for zeros of
 * different signs.
 */
function unitsApart(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (a === b || Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  return Math.abs(Number(rank(a) - rank(b)));
}

function rank(x: number): bigint {
  float[0] = x;
  return bits[0] < 0n ? -(bits[0] & 0x7fffffffffffffffn) : bits[0];
}

function expectClose(name: string, own: number, theirs: number, values: number[]): void {
  if (unitsApart(own, theirs) > 1) throw new Error(`${name}(${values}) is ${own}, not ${theirs}`);
}

describe('math', () => {
  it.each(UNARY)('computes %s within one unit in the last place of the built-in', (name) => {
    const check = (x: number) => expectClose(name, math[name](x), builtIn[name](x), [x]);
    SPECIAL.forEach(check);
    for (let i = 0; i < 20_000; i++)
      [anyDouble(), 4 * random() - 2, 1500 * random() - 750, 2e6 * random() - 1e6].forEach(check);
  });

  it.each([
    ['power', 'pow'],
    ['atan2', 'atan2'],
    ['hypot', 'hypot'],
  ] as const)('computes %s within one unit in the last place of the built-in', (name, other) => {
    const check = (a: number, b: number) =>
      expectClose(name, math[name](a, b), builtIn[other](a, b), [a, b]);
    for (const a of SPECIAL) for (const b of SPECIAL) check(a, b);
    for (let i = 0; i < 20_000; i++) {
      check(anyDouble(), anyDouble());
      check(10 * random(), 20 * random() - 10);
      check(1 + 1e-9 * random(), 1e10 * random());
      check(-10 * random(), Math.floor(20 * random()) - 10);
      check(1e-308 * random(), random());
    }
  });

  it('gives the bits that fdlibm gives, on every machine', () => {
    expect(math.exp(1)).toBe(Math.E);
    expect(math.exp(0.1)).toBe(1.1051709180756477);
    expect(math.log(0.1)).toBe(-2.3025850929940455);
    expect(math.sin(1e22)).toBe(-0.8522008497671888);
    expect(math.cos(1e300)).toBe(-0.5753861119575491);
    expect(math.atan(2)).toBe(1.1071487177940904);
    expect(math.power(10, 308)).toBe(1e308);
    expect(math.power(0.7, -0.3)).toBe(1.1129370181006415);
  });

  it('gives negative zeros where the built-ins do', () => {
    for (const name of [
      'sin',
      'tan',
      'atan',
      'asin',
      'sinh',
      'tanh',
      'cbrt',
      'expm1',
      'log1p',
    ] as const)
      expect(math[name](-0)).toBe(-0);
    expect(math.power(-0, 3)).toBe(-0);
  });

  it('takes any number of values for hypot', () => {
    expect(math.hypot()).toBe(0);
    expect(math.hypot(-3)).toBe(3);
    expect(math.hypot(2, 3, 6)).toBe(7);
  });
});
