import type { Periods } from './period.js';

/** The arithmetic return of each period from the values at their ends, the first against `base`; where weekends trade, days without bars carry the value over. */
export function periodReturns(
  values: ArrayLike<number>,
  base: number,
  periods: Periods,
): Float64Array {
  const { days, alwaysOpen } = periods;
  const count = days.length;
  const span = alwaysOpen && count > 0 ? days[count - 1] - days[0] + 1 : count;
  const returns = new Float64Array(span);
  let before = base;
  for (let k = 0; k < count; k++) {
    const value = values[k];
    const slot = alwaysOpen ? days[k] - days[0] : k;
    returns[slot] = before > 0 ? value / before - 1 : 0;
    before = value;
  }
  return returns;
}

/** The values of a column at the end of each period. */
export function valuesAt(column: Float64Array, ends: Int32Array): Float64Array {
  const values = new Float64Array(ends.length);
  for (let k = 0; k < ends.length; k++) values[k] = column[ends[k]];
  return values;
}
