import { reduce, remainder } from './reduction.js';
import { fromWords, highWord, upperHalf } from './words.js';

const QUARTER_PI = Math.PI / 4;
const QUARTER_PI_REST = 3.061616997868383e-17;

/** Returns the sine of `x` radians by fdlibm's reduction and polynomials, NaN for infinities. */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) <= QUARTER_PI) return sine(x, 0);
  const quarter = reduce(x);
  const [y, rest] = remainder;
  const value = quarter % 2 === 0 ? sine(y, rest) : cosine(y, rest);
  return quarter < 2 ? value : -value;
}

/** Returns the cosine of `x` radians by fdlibm's reduction and polynomials, NaN for infinities. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) <= QUARTER_PI) return cosine(x, 0);
  const quarter = reduce(x);
  const [y, rest] = remainder;
  const value = quarter % 2 === 0 ? cosine(y, rest) : sine(y, rest);
  return quarter === 0 || quarter === 3 ? value : -value;
}

/** Returns the tangent of `x` radians by fdlibm's reduction and polynomial, NaN for infinities. */
export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) <= QUARTER_PI) return tangent(x, 0, false);
  const quarter = reduce(x);
  return tangent(remainder[0], remainder[1], quarter % 2 === 1);
}

function sine(x: number, rest: number): number {
  if ((highWord(x) & 0x7fffffff) < 0x3e400000) return x;
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  if (rest === 0) return x + v * (-0.16666666666666632 + z * r);
  return x - (z * (0.5 * rest - v * r) - rest - v * -0.16666666666666632);
}

function cosine(x: number, rest: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (size < 0x3e400000) return 1;
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z *
                (-2.7557314351390663e-7 +
                  z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  if (size < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * rest));
  const q = size > 0x3fe90000 ? 0.28125 : fromWords(size - 0x00200000, 0);
  return 1 - q - (0.5 * z - q - (z * r - x * rest));
}

/** Returns the tangent of x + rest within ±π/4, or −1 over it if `inverse`. */
function tangent(angle: number, small: number, inverse: boolean): number {
  let x = angle;
  let rest = small;
  if ((highWord(x) & 0x7fffffff) < 0x3e300000) return inverse ? -1 / x : x;
  const large = (highWord(x) & 0x7fffffff) >= 0x3fe59428;
  if (large) {
    x = QUARTER_PI - Math.abs(angle) + (QUARTER_PI_REST - (angle < 0 ? -rest : rest));
    rest = 0;
  }
  const z = x * x;
  const s = z * x;
  const r = rest + z * (s * tangentPolynomial(z) + rest) + 0.3333333333333341 * s;
  const w = x + r;
  if (large) {
    const v = inverse ? -1 : 1;
    return (angle < 0 ? -1 : 1) * (v - 2 * (x - ((w * w) / (w + v) - r)));
  }
  return inverse ? negativeInverse(w, x, r) : w;
}

/**
 * Returns −1 / (x + r) in two parts, since the quotient alone would be off by 2 units in the last
 * place.
 */
function negativeInverse(w: number, x: number, r: number): number {
  const high = upperHalf(w);
  const low = r - (high - x);
  const quotient = -1 / w;
  const t = upperHalf(quotient);
  return t + quotient * (1 + t * high + t * low);
}

function tangentPolynomial(z: number): number {
  const w = z * z;
  const odd =
    0.13333333333320124 +
    w *
      (0.021869488294859542 +
        w *
          (0.0035920791075913124 +
            w * (0.0005880412408202641 + w * (7.817944429395571e-5 + w * -1.8558637485527546e-5))));
  const even =
    0.05396825397622605 +
    w *
      (0.0088632398235993 +
        w *
          (0.0014562094543252903 +
            w * (0.0002464631348184699 + w * (7.140724913826082e-5 + w * 2.590730518636337e-5))));
  return odd + z * even;
}
