/** Computes the trendline of the bars [first, to) from the cycle's smoothed period in bars. */
export function trendline(
  source: Float64Array,
  period: Float64Array,
  first: number,
  to: number,
): Float64Array {
  const out = new Float64Array(source.length);
  let trend1 = 0;
  let trend2 = 0;
  let trend3 = 0;
  for (let i = first; i < to; i++) {
    const bars = Math.floor(period[i] + 0.5);
    let sum = 0;
    for (let k = 0; k < bars; k++) sum += source[i - k];
    const trend = bars > 0 ? sum / bars : sum;
    out[i] = (4 * trend + 3 * trend1 + 2 * trend2 + trend3) / 10;
    trend3 = trend2;
    trend2 = trend1;
    trend1 = trend;
  }
  return out;
}
