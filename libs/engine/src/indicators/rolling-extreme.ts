/**
 * Writes the largest of the last `period` values of the bars [from, to) of `source` into `out`, NaN
 * before bar from + period − 1; the bars hold no NaN. Every block of `period` bars combines its
 * running maximum with the suffix maxima of the block before (van Herk, Gil and Werman), two
 * comparisons that processors predict well, where Math.max costs more.
 */
export function rollingMax(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const suffix = new Float64Array(period + 1).fill(Infinity);
  suffix[period] = -Infinity;
  for (let block = from; block < to; block += period) {
    const end = Math.min(block + period, to);
    let running = -Infinity;
    for (let i = block, k = 1; i < end; i++, k++) {
      if (source[i] > running) running = source[i];
      out[i] = suffix[k] > running ? suffix[k] : running;
    }
    if (end === to) break;
    let largest = -Infinity;
    for (let k = period - 1; k > 0; k--) {
      if (source[block + k] > largest) largest = source[block + k];
      suffix[k] = largest;
    }
  }
  out.fill(NaN, from, Math.min(from + period - 1, to));
}

/**
 * Writes the smallest of the last `period` values of the bars [from, to) of `source` into `out`, as
 * `rollingMax` does the largest.
 */
export function rollingMin(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const suffix = new Float64Array(period + 1).fill(-Infinity);
  suffix[period] = Infinity;
  for (let block = from; block < to; block += period) {
    const end = Math.min(block + period, to);
    let running = Infinity;
    for (let i = block, k = 1; i < end; i++, k++) {
      if (source[i] < running) running = source[i];
      out[i] = suffix[k] < running ? suffix[k] : running;
    }
    if (end === to) break;
    let smallest = Infinity;
    for (let k = period - 1; k > 0; k--) {
      if (source[block + k] < smallest) smallest = source[block + k];
      suffix[k] = smallest;
    }
  }
  out.fill(NaN, from, Math.min(from + period - 1, to));
}
