/** The parameters of the typical price: none. */
export const typpriceParams = [] as const;

/** Returns the bars before the first price: 0. */
export function typpriceLookback(): number {
  return 0;
}

/** Computes the mean of each bar's high, low and close. */
export function typprice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(high.length);
  for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i] + close[i]) / 3;
  return out;
}
