import { fromWords, highWord, lowWord } from './words.js';

const TWO_54 = 18014398509481984;

/** Returns the cube root of `x` by FreeBSD's extension of fdlibm. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  const sign = x < 0 ? -1 : 1;
  const subnormal = highWord(size) < 0x00100000;
  const third =
    ((highWord(subnormal ? size * TWO_54 : size) / 3) | 0) + (subnormal ? 696219795 : 715094163);
  let t = fromWords(third, 0);
  let r = t * t * (t / size);
  t *=
    1.87595182427177 +
    r * (-1.8849797954337717 + r * 1.6214297201053545) +
    r * r * r * (-0.758397934778766 + r * 0.14599619288661245);
  t = roundTo23Bits(t);
  r = size / (t * t);
  r = (r - t) / (t + t + r);
  return sign * (t + t * r);
}

/** Makes t² exact. */
function roundTo23Bits(t: number): number {
  const low = (lowWord(t) >>> 0) + 0x80000000;
  return fromWords(highWord(t) + (low > 0xffffffff ? 1 : 0), low & 0xc0000000);
}

/**
 * Returns the square root of the sum of squares, scaled by the largest and summed with Kahan's
 * compensation.
 */
export function hypot(...values: number[]): number {
  let largest = 0;
  let undefinedSeen = false;
  for (const value of values) {
    const size = Math.abs(value);
    if (size === Infinity) return Infinity;
    if (Number.isNaN(size)) undefinedSeen = true;
    else largest = Math.max(largest, size);
  }
  if (undefinedSeen) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const part = value / largest;
    const term = part * part - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}
