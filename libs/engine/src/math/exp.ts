import { fromWords, highWord, withHigh } from './words.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INV_LN2 = Math.LOG2E;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;
const TWO_1023 = 8.98846567431158e307;
const TWO_M1000 = 9.332636185032189e-302;

const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/** e to the power `x` (fdlibm's e_exp.c). */
export function exp(x: number): number {
  const sign = highWord(x) >>> 31;
  const hx = highWord(x) & 0x7fffffff;
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  let high = 0;
  let low = 0;
  let k = 0;
  if (hx > 0x3fd62e42) {
    if (hx < 0x3ff0a2b2) {
      if (x === 1) return Math.E;
      high = x - (sign === 0 ? LN2_HIGH : -LN2_HIGH);
      low = sign === 0 ? LN2_LOW : -LN2_LOW;
      k = 1 - sign - sign;
    } else {
      k = (INV_LN2 * x + (sign === 0 ? 0.5 : -0.5)) | 0;
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    }
    x = high - low;
  } else if (hx < 0x3e300000) {
    return 1 + x;
  }
  const t = x * x;
  const c = x - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  const y = 1 - (low - (x * c) / (2 - c) - high);
  if (k < -1021) return y * fromWords(0x3ff00000 + ((k + 1000) << 20), 0) * TWO_M1000;
  if (k === 1024) return y * 2 * TWO_1023;
  return y * fromWords(0x3ff00000 + (k << 20), 0);
}

const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -0.0000793650757867488;
const Q4 = 0.000004008217827329362;
const Q5 = -2.0109921818362437e-7;

/** e to the power `x`, minus 1, exact near 0 (fdlibm's s_expm1.c). */
export function expm1(x: number): number {
  const negative = highWord(x) < 0;
  const hx = highWord(x) & 0x7fffffff;
  if (x !== x) return x;
  if (x > OVERFLOW) return Infinity;
  if (hx >= 0x4043687a && negative) return -1;
  let k = 0;
  let c = 0;
  if (hx > 0x3fd62e42) {
    let high = 0;
    let low = 0;
    if (hx < 0x3ff0a2b2) {
      high = negative ? x + LN2_HIGH : x - LN2_HIGH;
      low = negative ? -LN2_LOW : LN2_LOW;
      k = negative ? -1 : 1;
    } else {
      k = (INV_LN2 * x + (negative ? -0.5 : 0.5)) | 0;
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    }
    x = high - low;
    c = high - x - low;
  } else if (hx < 0x3c900000) {
    return x;
  }
  const half = 0.5 * x;
  const hxs = x * half;
  const r1 = 1 + hxs * (Q1 + hxs * (Q2 + hxs * (Q3 + hxs * (Q4 + hxs * Q5))));
  const t = 3 - r1 * half;
  const e = hxs * ((r1 - t) / (6 - x * t));
  if (k === 0) return x - (x * e - hxs);
  return expm1Scaled(x, x * (e - c) - c - hxs, k);
}

function expm1Scaled(x: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  const power = fromWords(0x3ff00000 + (k << 20), 0);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - x);
    return (k === 1024 ? y * 2 * TWO_1023 : y * power) - 1;
  }
  if (k < 20) return (withHigh(1, 0x3ff00000 - (0x200000 >> k)) - (e - x)) * power;
  return (x - (e + withHigh(1, (0x3ff - k) << 20)) + 1) * power;
}
