import { highWord, lowWord, scaled, truncated, withHigh } from './words.js';

const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;
const LG2 = Math.LN2;
const LG2_HIGH = 0.6931471824645996;
const LG2_LOW = -1.904654299957768e-9;
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
const IVLN2 = Math.LOG2E;
const IVLN2_HIGH = 1.4426950216293335;
const IVLN2_LOW = 1.9259629911266175e-8;
const DP_HIGH = 0.5849624872207642;
const DP_LOW = 1.350039202129749e-8;
// −(1024 − log2(overflow threshold + ½ ulp)).
const OVT = 8.008566259537294e-17;

/** `x` to the power `y` (fdlibm's e_pow.c), with the special cases of ECMAScript. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const ax = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (ax === 1) return NaN;
    return ax > 1 === y > 0 ? Infinity : 0;
  }
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5 && x >= 0) return Math.sqrt(x + 0);
  const parity = x < 0 || Object.is(x, -0) ? integerParity(y) : 0;
  if (ax === 0 || ax === 1 || ax === Infinity) {
    const z = y < 0 ? 1 / ax : ax;
    if (x === -1 && parity === 0) return NaN;
    return parity === 1 ? -z : z;
  }
  if (x < 0 && parity === 0) return NaN;
  const result = powerOf(ax, y);
  return x < 0 && parity === 1 ? -result : result;
}

// 0 for a fraction, 1 for an odd whole number, 2 for an even one.
function integerParity(y: number): 0 | 1 | 2 {
  const ay = Math.abs(y);
  if (ay >= 9007199254740992) return 2;
  if (ay !== Math.floor(ay)) return 0;
  return ay % 2 === 1 ? 1 : 2;
}

function powerOf(ax: number, y: number): number {
  const hy = highWord(y);
  const iy = hy & 0x7fffffff;
  const ix = highWord(ax);
  let t1 = 0;
  let t2 = 0;
  if (iy > 0x41e00000) {
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return hy < 0 ? Infinity : 0;
      if (ix >= 0x3ff00000) return hy > 0 ? Infinity : 0;
    }
    if (ix < 0x3fefffff) return hy < 0 ? Infinity : 0;
    if (ix > 0x3ff00000) return hy > 0 ? Infinity : 0;
    const t = ax - 1;
    const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = IVLN2_HIGH * t;
    const v = t * IVLN2_LOW - w * IVLN2;
    t1 = truncated(u + v);
    t2 = v - (t1 - u);
  } else {
    [t1, t2] = logarithm(ax);
  }
  const y1 = truncated(y);
  const low = (y - y1) * t1 + y * t2;
  return exponential(y1 * t1, low);
}

// log2 of a positive, finite number as a sum of two doubles, the first with its low word clear.
function logarithm(ax: number): [number, number] {
  let n = 0;
  if (highWord(ax) < 0x00100000) {
    ax *= 9007199254740992;
    n = -53;
  }
  let ix = highWord(ax);
  n += (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let k = 0;
  if (j > 0x3988e && j < 0xbb67a) k = 1;
  else if (j >= 0xbb67a) {
    n++;
    ix -= 0x00100000;
  }
  ax = withHigh(ax, ix);
  const bp = k === 0 ? 1 : 1.5;
  const u = ax - bp;
  const v = 1 / (ax + bp);
  const ss = u * v;
  const sHigh = truncated(ss);
  const tHigh = withHigh(0, ((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18));
  const tLow = ax - (tHigh - bp);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  const s2 = ss * ss;
  let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
  r += sLow * (sHigh + ss);
  const sHigh2 = sHigh * sHigh;
  const rHigh = truncated(3 + sHigh2 + r);
  const rLow = r - (rHigh - 3 - sHigh2);
  const p = sHigh * rHigh;
  const q = sLow * rHigh + rLow * ss;
  const pHigh = truncated(p + q);
  const pLow = q - (pHigh - p);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (k === 0 ? 0 : DP_LOW);
  const dp = k === 0 ? 0 : DP_HIGH;
  const t1 = truncated(zHigh + zLow + dp + n);
  return [t1, zLow - (t1 - n - dp - zHigh)];
}

// 2 to the power high + low.
function exponential(high: number, low: number): number {
  const z = high + low;
  const j = highWord(z);
  const i = j & 0x7fffffff;
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | lowWord(z)) !== 0 || low + OVT > z - high) return Infinity;
  } else if (i >= 0x4090cc00) {
    if (((j - (0xc090cc00 | 0)) | lowWord(z)) !== 0 || low <= z - high) return 0;
  }
  let k = (i >> 20) - 0x3ff;
  let n = 0;
  if (i > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = withHigh(0, n & ~(0x000fffff >> k));
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    high -= t;
  }
  const t = truncated(low + high);
  const u = t * LG2_HIGH;
  const v = (low - (t - high)) * LG2 + t * LG2_LOW;
  const w = u + v;
  const rest = v - (w - u);
  const t2 = w * w;
  const t1 = w - t2 * (P1 + t2 * (P2 + t2 * (P3 + t2 * (P4 + t2 * P5))));
  const r = (w * t1) / (t1 - 2) - (rest + w * rest);
  const result = 1 - (r - w);
  return scaled(result, n);
}
