import { highWord, scale } from './words.js';

const INVERSE_HALF_PI = 0.6366197723675814;
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_1_REST = 6.077100506506192e-11;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_2_REST = 2.0222662487959506e-21;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_3_REST = 8.4784276603689e-32;

/** The remainder of the last `reduce`, as a sum of a large and a small part. */
export const remainder = new Float64Array(2);

/**
 * Splits `x` into a multiple of π/2, whose count modulo 4 it returns, and a remainder within ±π/4
 * left in `remainder`; `x` is finite.
 */
export function reduce(x: number): number {
  const size = Math.abs(x);
  if (size > 823549.6) return reduceHuge(x);
  const count = Math.floor(size * INVERSE_HALF_PI + 0.5);
  let r = size - count * HALF_PI_1;
  let w = count * HALF_PI_1_REST;
  let y = r - w;
  const exponent = highWord(size) >> 20;
  // Where x is close to a multiple, further parts of π/2 restore the digits that cancelled.
  if (exponent - ((highWord(y) >> 20) & 0x7ff) > 16) {
    let t = r;
    w = count * HALF_PI_2;
    r = t - w;
    w = count * HALF_PI_2_REST - (t - r - w);
    y = r - w;
    if (exponent - ((highWord(y) >> 20) & 0x7ff) > 49) {
      t = r;
      w = count * HALF_PI_3;
      r = t - w;
      w = count * HALF_PI_3_REST - (t - r - w);
      y = r - w;
    }
  }
  const sign = x < 0 ? -1 : 1;
  remainder[0] = sign * y;
  remainder[1] = sign * (r - y - w);
  return (sign * count) & 3;
}

// A sandbox takes it from strategies, and so from what runs beside them.
const whole = BigInt;

// 2/π and π/2 in fixed point, with enough bits behind the point for the largest double.
const POINT = 1280n;
const TWO_OVER_PI = whole(
  '0x' +
    'a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e0' +
    '06492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f4' +
    '9c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d' +
    '7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d',
);
const HALF_PI = (1n << (2n * POINT)) / TWO_OVER_PI;
const KEPT_BITS = 200;
const KEPT = whole(KEPT_BITS);

/** Reduces with whole numbers of any length what fdlibm reduces in pieces of 24 bits. */
function reduceHuge(x: number): number {
  const size = Math.abs(x);
  const exponent = (highWord(size) >> 20) - 1075;
  const quarters = whole(scale(size, -exponent)) * TWO_OVER_PI;
  const point = POINT - whole(exponent);
  const count = (quarters + (1n << (point - 1n))) >> point;
  const rest = ((quarters - (count << point)) << KEPT) >> point;
  const angle = (rest * HALF_PI) >> POINT;
  const sign = x < 0 ? -1 : 1;
  const large = Number(angle);
  remainder[0] = sign * scale(large, -KEPT_BITS);
  remainder[1] = sign * scale(Number(angle - whole(large)), -KEPT_BITS);
  return (sign * Number(count & 3n)) & 3;
}
