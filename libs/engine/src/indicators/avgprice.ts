/** The parameters of the average price: none. */
export const avgpriceParams = [] as const;

/** Returns the bars before the first price: 0. */
export function avgpriceLookback(): number {
  return 0;
}

/** Computes the mean of each bar's open, high, low and close. */
export function avgprice(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): Float64Array {
  const out = new Float64Array(open.length);
  for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i] + close[i] + open[i]) / 4;
  return out;
}
