import { highWord, withHighWord } from './words.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * Returns log(1 + x) without the loss of digits of the sum near 0, by fdlibm's algorithm; −∞ for −1
 * and NaN below.
 */
export function log1p(x: number): number {
  const hx = highWord(x);
  const size = hx & 0x7fffffff;
  if (x === -1) return -Infinity;
  if (x < -1) return NaN;
  if (!(x < Infinity)) return x;
  if (size < 0x3c900000) return x;
  if (size < 0x3e200000) return x - x * x * 0.5;
  if (hx < 0x3fda827a && (hx > 0 || hx <= (0xbfd2bec4 | 0))) return reduced(x, 1, 0, 0);
  const u = hx < 0x43400000 ? 1 + x : x;
  let hu = highWord(u);
  let k = (hu >> 20) - 1023;
  const lost = hx < 0x43400000 ? (k > 0 ? 1 - (u - x) : x - (u - 1)) / u : 0;
  hu &= 0xfffff;
  if (hu < 0x6a09e) return reduced(withHighWord(u, hu | 0x3ff00000) - 1, hu, k, lost);
  k += 1;
  const f = withHighWord(u, hu | 0x3fe00000) - 1;
  return reduced(f, (0x00100000 - hu) >> 2, k, lost);
}

/** Returns k × ln 2 + log(1 + f) + c, where `top` is 0 if f is near 0. */
function reduced(f: number, top: number, k: number, c: number): number {
  const half = 0.5 * f * f;
  const rest = k * LN2_LOW + c;
  if (top === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + rest;
    const r = half * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - rest - f);
  }
  const s = f / (2 + f);
  const r = polynomial(s * s);
  if (k === 0) return f - (half - s * (half + r));
  return k * LN2_HIGH - (half - (s * (half + r) + rest) - f);
}

function polynomial(z: number): number {
  return (
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))))
  );
}
