import { atan, cos, sin } from '../math.js';
import { DEGREES, type Cycle } from './cycle.js';

const LONGEST = 50;
const FULL_TURN = atan(1) * 8;

/**
 * Computes the phase in degrees, −45 to 315, of the dominant cycle at the bars [first, to) as
 * TA-Lib does, by correlating one period of smoothed prices with a sine and a cosine.
 */
export function cyclePhase({ smooth, period }: Cycle, first: number, to: number): Float64Array {
  const out = new Float64Array(smooth.length);
  const sines = turnTable(sin);
  const cosines = turnTable(cos);
  let phase = 0;
  for (let i = first; i < to; i++) {
    const bars = Math.floor(period[i] + 0.5);
    const row = (bars * (bars - 1)) / 2;
    // Before `first` the smoothed price counts as 0.
    const known = Math.min(bars, i - first + 1);
    let real = 0;
    let imaginary = 0;
    for (let k = 0; k < known; k++) {
      real += sines[row + k] * smooth[i - k];
      imaginary += cosines[row + k] * smooth[i - k];
    }
    const size = Math.abs(imaginary);
    if (size > 0) phase = atan(real / imaginary) * DEGREES;
    else if (real < 0) phase -= 90;
    else if (real > 0) phase += 90;
    phase += 90;
    // The smoothing lags by one bar.
    phase += 360 / period[i];
    if (imaginary < 0) phase += 180;
    if (phase > 315) phase -= 360;
    out[i] = phase;
  }
  return out;
}

/**
 * Tabulates a function of k/n turns for k < n ≤ 50, row after row, since the same angles return on
 * every bar.
 */
function turnTable(wave: (angle: number) => number): Float64Array {
  const table = new Float64Array((LONGEST * (LONGEST + 1)) / 2);
  for (let n = 1, at = 0; n <= LONGEST; n++)
    for (let k = 0; k < n; k++) table[at++] = wave((k * FULL_TURN) / n);
  return table;
}
