import { sin } from '../math.js';
import { DEGREES } from './cycle.js';
import { htDcphase } from './ht-dcphase.js';

const RADIANS = 1 / DEGREES;

/** The parameters of the sine wave: none. */
export const htSineParams = [] as const;

/** Returns the bars before the first values: 63. */
export function htSineLookback(): number {
  return 63;
}

/**
 * Computes the sine of the dominant cycle's phase and the same 45 degrees ahead, −1 to 1, as
 * TA-Lib's HT_SINE.
 */
export function htSine(source: Float64Array): { sine: Float64Array; leadSine: Float64Array } {
  const sine = htDcphase(source);
  const leadSine = new Float64Array(source.length);
  for (let i = 0; i < sine.length; i++) {
    leadSine[i] = sin((sine[i] + 45) * RADIANS);
    sine[i] = sin(sine[i] * RADIANS);
  }
  return { sine, leadSine };
}
