/** The first index in [from, to) of a rising column whose time is at or after `time`, or `to` when there is none. */
export function firstFrom(
  times: Float64Array,
  time: number,
  from = 0,
  to: number = times.length,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first index of a rising column whose time is after `time`, or its length when there is none. */
export function firstAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
