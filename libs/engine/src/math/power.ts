import { remainder } from './exp.js';
import { fromWords, highWord, scale, upperHalf, withHighWord } from './words.js';

const LN2 = Math.LN2;
const LN2_HIGH = 0.6931471824645996;
const LN2_LOW = -1.904654299957768e-9;
const OVERFLOW_REST = 8.008566259537294e-17;

/**
 * Returns `x` to the power of `y` by fdlibm's algorithm, with JavaScript's answers for infinities
 * and signs.
 */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  const negative = highWord(x) < 0;
  if (y === 0.5 && !negative) return Math.sqrt(x);
  const whole = Number.isInteger(y);
  const odd = whole && Math.abs(y % 2) === 1;
  if (size === 0 || size === Infinity || size === 1) {
    if (negative && size === 1 && !whole) return NaN;
    const value = y < 0 ? 1 / size : size;
    return negative && odd ? -value : value;
  }
  if (negative && !whole) return NaN;
  return (negative && odd ? -1 : 1) * positivePower(size, y);
}

function positivePower(x: number, y: number): number {
  const exponent = highWord(y) & 0x7fffffff;
  const hx = highWord(x);
  const grows = x > 1 === y > 0;
  if (exponent > 0x43f00000) return grows ? Infinity : 0;
  if (exponent > 0x41e00000) {
    if (hx < 0x3fefffff || hx > 0x3ff00000) return grows ? Infinity : 0;
    logNearOne(x);
  } else binaryLog(x);
  const [high, low] = logarithm;
  const y1 = upperHalf(y);
  const rest = (y - y1) * high + y * low;
  const main = y1 * high;
  return exponential(main, rest);
}

/** The last binary logarithm, as a part of few digits and its rest. */
const logarithm = new Float64Array(2);

function logNearOne(x: number): void {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = 1.4426950216293335 * t;
  const v = t * 1.9259629911266175e-8 - w * Math.LOG2E;
  logarithm[0] = upperHalf(u + v);
  logarithm[1] = v - (logarithm[0] - u);
}

function binaryLog(x: number): void {
  const subnormal = highWord(x) < 0x00100000;
  const normal = subnormal ? x * 9007199254740992 : x;
  const fraction = highWord(normal) & 0xfffff;
  let n = (subnormal ? -53 : 0) + (highWord(normal) >> 20) - 0x3ff;
  // The fraction is brought near 1 or 1.5, whose logarithm is known in two parts.
  const half = fraction > 0x3988e && fraction < 0xbb67a;
  let word = fraction | 0x3ff00000;
  if (fraction >= 0xbb67a) {
    n++;
    word -= 0x00100000;
  }
  const a = withHighWord(normal, word);
  const base = half ? 1.5 : 1;
  const u = a - base;
  const v = 1 / (a + base);
  const s = u * v;
  const sHigh = upperHalf(s);
  const sum = fromWords(((word >> 1) | 0x20000000) + 0x00080000 + (half ? 1 << 18 : 0), 0);
  const sLow = v * (u - sHigh * sum - sHigh * (a - (sum - base)));
  const square = sHigh * sHigh;
  const r = polynomial(s * s) + sLow * (sHigh + s);
  const tHigh = upperHalf(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  const p = sHigh * tHigh;
  const q = sLow * tHigh + tLow * s;
  const pHigh = upperHalf(p + q);
  const pLow = q - (pHigh - p);
  const zHigh = 0.9617967009544373 * pHigh;
  const zLow =
    -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + (half ? 1.350039202129749e-8 : 0);
  const baseLog = half ? 0.5849624872207642 : 0;
  logarithm[0] = upperHalf(zHigh + zLow + baseLog + n);
  logarithm[1] = zLow - (logarithm[0] - n - baseLog - zHigh);
}

function polynomial(z: number): number {
  return (
    z *
    z *
    (0.5999999999999946 +
      z *
        (0.4285714285785502 +
          z *
            (0.33333332981837743 +
              z * (0.272728123808534 + z * (0.23066074577556175 + z * 0.20697501780033842)))))
  );
}

/** Returns 2^(main + rest). */
function exponential(main: number, rest: number): number {
  const z = main + rest;
  if (z >= 1024 && (z > 1024 || rest + OVERFLOW_REST > z - main)) return Infinity;
  if (z <= -1075 && (z < -1075 || rest <= z - main)) return 0;
  const n = Math.abs(z) > 0.5 ? (z < 0 ? -1 : 1) * Math.floor(Math.abs(z) + 0.5) : 0;
  const fraction = main - n;
  const t = upperHalf(rest + fraction);
  const u = t * LN2_HIGH;
  const v = (rest - (t - fraction)) * LN2 + t * LN2_LOW;
  const y = u + v;
  const w = v - (y - u);
  const c = remainder(y);
  const value = 1 - ((y * c) / (c - 2) - (w + y * w) - y);
  return scale(value, n);
}
