/**
 * Writes the largest of the last `period` values of the bars [from, to) of `source` into `out`, NaN before bar from + period − 1.
 * Every block of `period` bars combines its running maximum with the suffix maxima of the block before (van Herk, Gil and Werman).
 */
export function rollingMax(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const suffix = new Float64Array(period + 1).fill(NaN);
  suffix[period] = -Infinity;
  for (let block = from; block < to; block += period) {
    const end = Math.min(block + period, to);
    let running = -Infinity;
    for (let i = block, k = 1; i < end; i++, k++) {
      running = Math.max(running, source[i]);
      out[i] = Math.max(running, suffix[k]);
    }
    if (end === to) return;
    for (let k = period - 1; k > 0; k--) suffix[k] = Math.max(suffix[k + 1], source[block + k]);
  }
}

/** Writes the smallest of the last `period` values of the bars [from, to) of `source` into `out`, as `rollingMax` does the largest. */
export function rollingMin(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const suffix = new Float64Array(period + 1).fill(NaN);
  suffix[period] = Infinity;
  for (let block = from; block < to; block += period) {
    const end = Math.min(block + period, to);
    let running = Infinity;
    for (let i = block, k = 1; i < end; i++, k++) {
      running = Math.min(running, source[i]);
      out[i] = Math.min(running, suffix[k]);
    }
    if (end === to) return;
    for (let k = period - 1; k > 0; k--) suffix[k] = Math.min(suffix[k + 1], source[block + k]);
  }
}
