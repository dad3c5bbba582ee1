import { highWord, upperHalf } from './words.js';

const HALF_PI = Math.PI / 2;
const HALF_PI_REST = 6.123233995736766e-17;
const QUARTER_PI = Math.PI / 4;

/** Returns the arc sine of `x` in radians by fdlibm's algorithm, NaN outside ±1. */
export function asin(x: number): number {
  const t = Math.abs(x);
  if (!(t <= 1)) return NaN;
  if (t === 1) return x * HALF_PI + x * HALF_PI_REST;
  const size = highWord(t);
  if (size < 0x3e500000) return x;
  if (size < 0x3fe00000) return x + x * ratio(x * x);
  const z = (1 - t) * 0.5;
  const r = ratio(z);
  const s = Math.sqrt(z);
  const sign = x < 0 ? -1 : 1;
  if (size >= 0x3fef3333) return sign * (HALF_PI - (2 * (s + s * r) - HALF_PI_REST));
  const high = upperHalf(s);
  const low = (z - high * high) / (s + high);
  return sign * (QUARTER_PI - (2 * s * r - (HALF_PI_REST - 2 * low) - (QUARTER_PI - 2 * high)));
}

/** Returns the arc cosine of `x` in radians by fdlibm's algorithm, NaN outside ±1. */
export function acos(x: number): number {
  const t = Math.abs(x);
  if (!(t <= 1)) return NaN;
  if (t === 1) return x > 0 ? 0 : Math.PI + 2 * HALF_PI_REST;
  const size = highWord(t);
  if (size <= 0x3c600000) return HALF_PI + HALF_PI_REST;
  if (size < 0x3fe00000) return HALF_PI - (x - (HALF_PI_REST - x * ratio(x * x)));
  const z = (1 - t) * 0.5;
  const s = Math.sqrt(z);
  const r = ratio(z);
  if (x < 0) return Math.PI - 2 * (s + (r * s - HALF_PI_REST));
  const high = upperHalf(s);
  const low = (z - high * high) / (s + high);
  return 2 * (high + (r * s + low));
}

/** Returns fdlibm's rational approximation of (asin(√z) − √z) / √z. */
function ratio(z: number): number {
  const p =
    z *
    (0.16666666666666666 +
      z *
        (-0.3255658186224009 +
          z *
            (0.20121253213486293 +
              z *
                (-0.04005553450067941 + z * (0.0007915349942898145 + z * 3.479331075960212e-5)))));
  const q =
    1 +
    z *
      (-2.403394911734414 +
        z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194)));
  return p / q;
}
