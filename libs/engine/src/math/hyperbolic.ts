import { exp } from './exp.js';
import { expm1 } from './expm1.js';
import { log } from './log.js';
import { log1p } from './log1p.js';
import { highWord } from './words.js';

const LN2 = Math.LN2;
const EXP_OVERFLOW = 709.782712893384;
const TWO_28 = 268435456;
const TWO_MINUS_28 = 3.725290298461914e-9;

/** Returns the hyperbolic sine of `x` by fdlibm's algorithm. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (size < TWO_MINUS_28 || Number.isNaN(x)) return x;
  if (size < 22) {
    const t = expm1(size);
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (size < EXP_OVERFLOW) return half * exp(size);
  const w = exp(0.5 * size);
  return half * w * w;
}

/** Returns the hyperbolic cosine of `x` by fdlibm's algorithm. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5 * LN2) {
    const t = expm1(size);
    const w = 1 + t;
    return highWord(size) < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  if (size < EXP_OVERFLOW) return 0.5 * exp(size);
  const w = exp(0.5 * size);
  return 0.5 * w * w;
}

/** Returns the hyperbolic tangent of `x` by fdlibm's algorithm. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < TWO_MINUS_28 || Number.isNaN(x)) return x;
  let z = 1;
  if (size < 1) {
    const t = expm1(-2 * size);
    z = -t / (t + 2);
  } else if (size < 22) z = 1 - 2 / (expm1(2 * size) + 2);
  return x < 0 ? -z : z;
}

/** Returns the inverse hyperbolic sine of `x` by fdlibm's algorithm. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (size < TWO_MINUS_28 || !Number.isFinite(x)) return x;
  let w = 0;
  if (size > TWO_28) w = log(size) + LN2;
  else if (size > 2) w = log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
  else w = log1p(size + (x * x) / (1 + Math.sqrt(1 + x * x)));
  return x < 0 ? -w : w;
}

/** Returns the inverse hyperbolic cosine of `x` by fdlibm's algorithm, NaN below 1. */
export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x >= TWO_28) return log(x) + LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

/** Returns the inverse hyperbolic tangent of `x` by fdlibm's algorithm, NaN outside ±1. */
export function atanh(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (size < TWO_MINUS_28) return x;
  const twice = size + size;
  const t =
    size < 0.5 ? 0.5 * log1p(twice + (twice * size) / (1 - size)) : 0.5 * log1p(twice / (1 - size));
  return x < 0 ? -t : t;
}
