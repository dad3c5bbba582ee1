/**
 * Writes the variances of the bars [from, to) of `source` into `out`, which small ones may leave
 * slightly below zero.
 */
export function varianceRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < first; i++) {
    sum += source[i];
    squares += source[i] * source[i];
  }
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    sum += source[i];
    squares += source[i] * source[i];
    const mean = sum / period;
    out[i] = squares / period - mean * mean;
    sum -= source[oldest];
    squares -= source[oldest] * source[oldest];
  }
}
