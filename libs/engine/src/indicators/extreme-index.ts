/**
 * Writes the bar of the largest (`sign` 1) or smallest (`sign` −1) of the last `period` values of
 * [from, to) into `out`. Of equal values a new one always wins; when the extreme leaves the window,
 * the earliest of those left does, or the latest if `latest`, as in TA-Lib.
 */
export function extremeIndex(
  source: Float64Array,
  period: number,
  sign: 1 | -1,
  latest: boolean,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  // Bars whose values never rise from head to tail: the head is the extreme of the window.
  const queue = new Int32Array(to - from);
  let head = 0;
  let tail = 0;
  let best = -1;
  for (let i = from; i < to; i++) {
    const value = sign * source[i];
    while (tail > head) {
      const last = sign * source[queue[tail - 1]];
      if (latest ? value < last : value <= last) break;
      tail--;
    }
    queue[tail++] = i;
    if (queue[head] <= i - period) head++;
    if (i < first) continue;
    if (best <= i - period) best = queue[head];
    else if (value >= sign * source[best]) best = i;
    out[i] = best;
  }
}
