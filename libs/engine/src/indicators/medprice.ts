/** The parameters of the median price: none. */
export const medpriceParams = [] as const;

/** Returns the bars before the first price: 0. */
export function medpriceLookback(): number {
  return 0;
}

/** Computes the middle of each bar's high and low. */
export function medprice(high: Float64Array, low: Float64Array): Float64Array {
  const out = new Float64Array(high.length);
  for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i]) / 2;
  return out;
}
