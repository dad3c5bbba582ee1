import { trueRange } from './trange.js';
import { isZero } from './zero.js';

/**
 * Writes Wilder's directional index of the bars [from, to) into `out` from bar from + period on, and NaN where the index is undefined
 * for want of any range or movement. Sums start as the plain sums of bars 1 to period − 1.
 */
export function directionalIndex(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let plus = 0;
  let minus = 0;
  let range = 0;
  const first = from + period;
  for (let i = from + 1; i < to; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    if (i >= first) {
      plus -= plus / period;
      minus -= minus / period;
      range -= range / period;
    }
    if (down > 0 && up < down) minus += down;
    else if (up > 0 && up > down) plus += up;
    range += trueRange(high[i], low[i], close[i - 1]);
    if (i >= first) out[i] = balance(plus, minus, range);
  }
}

function balance(plus: number, minus: number, range: number): number {
  if (isZero(range)) return NaN;
  const minusIndicator = 100 * (minus / range);
  const plusIndicator = 100 * (plus / range);
  const total = minusIndicator + plusIndicator;
  return isZero(total) ? NaN : 100 * (Math.abs(minusIndicator - plusIndicator) / total);
}
