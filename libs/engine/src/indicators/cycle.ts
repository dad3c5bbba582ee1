import { atan } from '../math.js';
import { hilbert, HILBERT_MEMORY } from './hilbert.js';

/** Degrees in a radian, with TA-Lib's rounding. */
export const DEGREES = 45 / atan(1);

/**
 * The bars that only feed the smoothing before the cycle is measured, in the functions of lookback
 * 32.
 */
export const SETTLED_EARLY = 12;

/** The same in the functions of lookback 63. */
export const SETTLED_LATE = 37;

/**
 * What Ehlers's cycle measurement knows of each bar: the smoothed price, both components of the
 * cycle, and its smoothed period in bars.
 */
export interface Cycle {
  smooth: Float64Array;
  inPhase: Float64Array;
  quadrature: Float64Array;
  period: Float64Array;
}

/**
 * Measures the dominant cycle of the bars [from, to) from bar from + `settled` on as TA-Lib does;
 * earlier bars only feed the smoothing and stay 0.
 */
export function measureCycle(
  source: Float64Array,
  from: number,
  to: number,
  settled: number,
): Cycle {
  const n = source.length;
  const smooth = smoothPrices(source, from, to, from + settled);
  const inPhase = new Float64Array(n);
  const quadrature = new Float64Array(n);
  const periods = new Float64Array(n);
  const memory = new Float64Array(4 * HILBERT_MEMORY);
  let slot = 0;
  let detrended1 = 0;
  let detrended2 = 0;
  let detrended3 = 0;
  let i2 = 0;
  let q2 = 0;
  let real = 0;
  let imaginary = 0;
  let period = 0;
  let smoothPeriod = 0;
  for (let i = from + settled; i < to; i++) {
    const gain = 0.075 * period + 0.54;
    const odd = (i - from) % 2 === 1;
    const detrender = hilbert(memory, 0, odd, slot, smooth[i], gain);
    const q1 = hilbert(memory, HILBERT_MEMORY, odd, slot, detrender, gain);
    const jI = hilbert(memory, 2 * HILBERT_MEMORY, odd, slot, detrended3, gain);
    const jQ = hilbert(memory, 3 * HILBERT_MEMORY, odd, slot, q1, gain);
    if (!odd) slot = slot === 2 ? 0 : slot + 1;
    inPhase[i] = detrended3;
    quadrature[i] = q1;
    const previousI2 = i2;
    const previousQ2 = q2;
    q2 = 0.2 * (q1 + jI) + 0.8 * previousQ2;
    i2 = 0.2 * (detrended3 - jQ) + 0.8 * previousI2;
    detrended3 = detrended2;
    detrended2 = detrended1;
    detrended1 = detrender;
    real = 0.2 * (i2 * previousI2 + q2 * previousQ2) + 0.8 * real;
    imaginary = 0.2 * (i2 * previousQ2 - q2 * previousI2) + 0.8 * imaginary;
    period = nextPeriod(period, real, imaginary);
    smoothPeriod = 0.33 * period + 0.67 * smoothPeriod;
    periods[i] = smoothPeriod;
  }
  return { smooth, inPhase, quadrature, period: periods };
}

/**
 * Turns the phase rate of one bar into a period, kept near the last one and within 6 to 50 bars.
 */
function nextPeriod(last: number, real: number, imaginary: number): number {
  let period = last;
  if (imaginary !== 0 && real !== 0) period = 360 / (atan(imaginary / real) * DEGREES);
  if (period > 1.5 * last) period = 1.5 * last;
  if (period < 0.67 * last) period = 0.67 * last;
  if (period < 6) period = 6;
  else if (period > 50) period = 50;
  return 0.2 * period + 0.8 * last;
}

/** Averages four bars with weights 4, 3, 2, 1 from the newest, with TA-Lib's running sums. */
function smoothPrices(source: Float64Array, from: number, to: number, first: number): Float64Array {
  const out = new Float64Array(source.length);
  let plain = 0;
  let weighted = 0;
  for (let i = from; i < from + 3; i++) {
    plain += source[i];
    weighted += source[i] * (i - from + 1);
  }
  let leaving = 0;
  for (let i = from + 3; i < to; i++) {
    plain += source[i];
    plain -= leaving;
    weighted += source[i] * 4;
    leaving = source[i - 3];
    if (i >= first) out[i] = weighted * 0.1;
    weighted -= plain;
  }
  return out;
}
