import type { Periods } from './period.js';

/** The arithmetic return of each period, the first against `base`; where weekends trade, days without bars carry the value over. */
export function periodReturns(values: Float64Array, base: number, periods: Periods): Float64Array {
  const { ends, days, alwaysOpen } = periods;
  const count = ends.length;
  const span = alwaysOpen && count > 0 ? days[count - 1] - days[0] + 1 : count;
  const returns = new Float64Array(span);
  let before = base;
  for (let k = 0; k < count; k++) {
    const value = values[ends[k]];
    const slot = alwaysOpen ? days[k] - days[0] : k;
    returns[slot] = before > 0 ? value / before - 1 : 0;
    before = value;
  }
  return returns;
}
