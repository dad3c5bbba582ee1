import { highWord, upperHalf, withHighWord } from './words.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;

/** Returns the natural logarithm of `x` by fdlibm's algorithm, −∞ for 0 and NaN below. */
export function log(x: number): number {
  let value = x;
  let k = 0;
  let hx = highWord(value);
  if (hx < 0x00100000) {
    if (x === 0) return -Infinity;
    if (hx < 0) return NaN;
    k = -54;
    value *= TWO_54;
    hx = highWord(value);
  }
  if (hx >= 0x7ff00000) return x;
  k += (hx >> 20) - 1023;
  hx &= 0xfffff;
  const carry = (hx + 0x95f64) & 0x100000;
  value = withHighWord(value, hx | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const f = value - 1;
  if ((0xfffff & (2 + hx)) < 3) return nearPowerOfTwo(f, k);
  const s = f / (2 + f);
  const r = logPolynomial(s);
  if (((hx - 0x6147a) | (0x6b851 - hx)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - r);
  return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** Returns fdlibm's R(s²) with log(1 + f) = f − s × (f − R), s = f / (2 + f). */
export function logPolynomial(s: number): number {
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return odd + even;
}

function nearPowerOfTwo(f: number, k: number): number {
  if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
  const r = f * f * (0.5 - 0.3333333333333333 * f);
  return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
}

/**
 * Returns the binary logarithm of `x` by FreeBSD's extension of fdlibm, exact for powers of two.
 */
export function log2(x: number): number {
  let value = x;
  let k = 0;
  if (x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (!(x < Infinity)) return x;
  if (x === 1) return 0;
  if (highWord(x) < 0x00100000) {
    k = -54;
    value *= TWO_54;
  }
  let hx = highWord(value);
  k += (hx >> 20) - 1023;
  hx &= 0xfffff;
  const carry = (hx + 0x95f64) & 0x100000;
  value = withHighWord(value, hx | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const f = value - 1;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const r = s * (half + logPolynomial(s));
  const high = upperHalf(f - half);
  const low = f - high - half + r;
  const upper = high * 1.4426950407214463;
  const lower = (low + high) * 1.6751713164886512e-10 + low * 1.4426950407214463;
  const sum = k + upper;
  return lower + (k - sum + upper) + sum;
}

/** Returns the decimal logarithm of `x` by fdlibm's algorithm, −∞ for 0 and NaN below. */
export function log10(x: number): number {
  if (x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (!(x < Infinity)) return x;
  if (x === 1) return 0;
  const tiny = highWord(x) < 0x00100000;
  const value = tiny ? x * TWO_54 : x;
  const hx = highWord(value);
  const k = (tiny ? -54 : 0) + (hx >> 20) - 1023;
  const below = k < 0 ? 1 : 0;
  const fraction = withHighWord(value, (hx & 0xfffff) | ((0x3ff - below) << 20));
  const y = k + below;
  const z = y * 3.694239077158931e-13 + Math.LOG10E * log(fraction);
  return z + y * 0.30102999566361177;
}
