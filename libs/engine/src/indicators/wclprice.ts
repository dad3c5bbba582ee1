/** The parameters of the weighted close: none. */
export const wclpriceParams = [] as const;

/** Returns the bars before the first price: 0. */
export function wclpriceLookback(): number {
  return 0;
}

/** Computes the mean of each bar's high, low and twice its close. */
export function wclprice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(high.length);
  for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i] + close[i] * 2) / 4;
  return out;
}
