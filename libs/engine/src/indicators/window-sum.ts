/**
 * Writes the sum of the last `period` values of the bars [from, to) of `source` into `out`, NaN
 * before bar from + period − 1. Every block of `period` bars adds its running sum to the suffix
 * sums of the block before, so nothing is subtracted and nothing drifts.
 */
export function windowSum(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const suffix = new Float64Array(period + 1).fill(NaN);
  suffix[period] = 0;
  for (let block = from; block < to; block += period) {
    const end = Math.min(block + period, to);
    let running = 0;
    for (let i = block, k = 1; i < end; i++, k++) {
      running += source[i];
      out[i] = suffix[k] + running;
    }
    if (end === to) return;
    for (let k = period - 1; k > 0; k--) suffix[k] = suffix[k + 1] + source[block + k];
  }
}
