import { highWord } from './words.js';

const PI_REST = 1.2246467991473532e-16;
const HIGH = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966];
const LOW = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
];

/** Returns the arc tangent of `x` in radians, within ±π/2, by fdlibm's reduction and polynomial. */
export function atan(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const size = highWord(x) & 0x7fffffff;
  const sign = x < 0 ? -1 : 1;
  if (size >= 0x44100000) return sign * (HIGH[3] + LOW[3]);
  if (size < 0x3e400000) return x;
  if (size < 0x3fdc0000) return x - x * polynomial(x * x);
  const t = Math.abs(x);
  if (size < 0x3fe60000) return sign * near(0, (2 * t - 1) / (2 + t));
  if (size < 0x3ff30000) return sign * near(1, (t - 1) / (t + 1));
  if (size < 0x40038000) return sign * near(2, (t - 1.5) / (1 + 1.5 * t));
  return sign * near(3, -1 / t);
}

/** Returns the angle in radians, within ±π, of the point (`x`, `y`), by fdlibm's algorithm. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === 1) return atan(y);
  const left = highWord(x) < 0;
  const angle = quadrantAngle(Math.abs(y), Math.abs(x), left);
  return highWord(y) < 0 ? -angle : angle;
}

/**
 * Returns the angle, 0 to π, of a point of the upper half-plane given by the sizes of its
 * coordinates.
 */
function quadrantAngle(y: number, x: number, left: boolean): number {
  if (y === Infinity && x === Infinity) return left ? (3 * Math.PI) / 4 : Math.PI / 4;
  if (y === 0 || x === Infinity) return left ? Math.PI : 0;
  if (x === 0 || y === Infinity) return Math.PI / 2;
  const exponents = (highWord(y) - highWord(x)) >> 20;
  if (exponents > 60) return Math.PI / 2;
  if (!left) return atan(y / x);
  return Math.PI - ((exponents < -60 ? 0 : atan(y / x)) - PI_REST);
}

function near(part: number, x: number): number {
  return HIGH[part] - (x * polynomial(x * x) - LOW[part] - x);
}

function polynomial(z: number): number {
  const w = z * z;
  const odd =
    z *
    (0.3333333333333293 +
      w *
        (0.14285714272503466 +
          w *
            (0.09090887133436507 +
              w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782)))));
  const even =
    w *
    (-0.19999999999876483 +
      w *
        (-0.11111110405462356 +
          w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916))));
  return odd + even;
}
