import { fromWords, highWord } from './words.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOW = 709.782712893384;

/** Returns e^x − 1 without the loss of digits of the difference near 0, by fdlibm's algorithm. */
export function expm1(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (Number.isNaN(x)) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (size >= 0x4043687a && x < 0) return -1;
  if (size < 0x3c900000) return x;
  if (size <= 0x3fd62e42) return reduced(x, 0, 0);
  let k = x < 0 ? -1 : 1;
  if (size >= 0x3ff0a2b2) k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return reduced(r, high - r - low, k);
}

/** Returns 2^k × e^(r + c) − 1 for |r| ≤ ln 2 / 2. */
function reduced(r: number, c: number, k: number): number {
  const half = 0.5 * r;
  const square = r * half;
  const ratio = rational(square);
  const t = 3 - ratio * half;
  let e = square * ((ratio - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  e = r * (e - c) - c - square;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  const power = fromWords((0x3ff + k) << 20, 0);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - r);
    return (k === 1024 ? y * 2 * fromWords(0x7fe00000, 0) : y * power) - 1;
  }
  if (k < 20) return (fromWords(0x3ff00000 - (0x200000 >> k), 0) - (e - r)) * power;
  return (r - (e + fromWords((0x3ff - k) << 20, 0)) + 1) * power;
}

function rational(h: number): number {
  return (
    1 +
    h *
      (-0.03333333333333313 +
        h *
          (0.0015873015872548146 +
            h * (-7.93650757867488e-5 + h * (4.008217827329362e-6 + h * -2.0109921818362437e-7))))
  );
}
