import { trueRange } from './true-range.js';
import { isZero } from './zero.js';

/** What stands for a directional index that is undefined for want of any range or movement. */
export const UNDEFINED_INDEX = -1;

/**
 * Writes Wilder's directional index, 0 to 100, of the bars from `from` to the end into `out` from
 * bar from + period on. Sums start as the plain sums of bars 1 to period − 1. A NaN lasts from its
 * bar to the end.
 */
export function directionalIndex(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  from: number,
  out: Float64Array,
): void {
  const first = from + period;
  let plus = 0;
  let minus = 0;
  let range = 0;
  for (let i = from + 1; i < first; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    if (down > 0 && up < down) minus += down;
    else if (up > 0 && up > down) plus += up;
    range += trueRange(high[i], low[i], close[i - 1]);
  }
  for (let i = first; i < out.length; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    plus -= plus / period;
    minus -= minus / period;
    range = range - range / period + trueRange(high[i], low[i], close[i - 1]);
    if (down > 0 && up < down) minus += down;
    else if (up > 0 && up > down) plus += up;
    out[i] = balance(plus, minus, range);
  }
}

function balance(plus: number, minus: number, range: number): number {
  if (isZero(range)) return UNDEFINED_INDEX;
  const minusIndicator = 100 * (minus / range);
  const plusIndicator = 100 * (plus / range);
  const total = minusIndicator + plusIndicator;
  if (isZero(total)) return UNDEFINED_INDEX;
  return 100 * (Math.abs(minusIndicator - plusIndicator) / total);
}
