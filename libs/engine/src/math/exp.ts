import { fromWords, highWord } from './words.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;

/**
 * Returns e to the power of `x` by fdlibm's reduction to |r| ≤ ln 2 / 2 and rational approximation.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const size = highWord(x) & 0x7fffffff;
  if (size < 0x3e300000) return 1 + x;
  if (size <= 0x3fd62e42) {
    const c = remainder(x);
    return 1 - ((x * c) / (c - 2) - x);
  }
  let k = x < 0 ? -1 : 1;
  let high = x - k * LN2_HIGH;
  let low = k * LN2_LOW;
  if (size >= 0x3ff0a2b2) {
    k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  } else if (x === 1) return Math.E;
  const r = high - low;
  const c = remainder(r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * fromWords(0x7fe00000, 0);
  if (k >= -1021) return y * fromWords((0x3ff + k) << 20, 0);
  return y * fromWords((0x3ff + k + 1000) << 20, 0) * fromWords((0x3ff - 1000) << 20, 0);
}

/** Returns r − r² × P(r²) of fdlibm's exp and pow, with e^r = 1 + r + r × c / (2 − c). */
export function remainder(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  );
}
