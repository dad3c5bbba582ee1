import { middle } from './middle.js';
import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the Ichimoku cloud. */
export const ichimokuParams = [
  periodParam('conversionPeriod', 9, 1),
  periodParam('basePeriod', 26, 1),
  periodParam('spanPeriod', 52, 1),
  periodParam('displacement', 26, 0),
] as const;

/** The lines of the Ichimoku cloud as they stand at each bar. */
export interface Ichimoku {
  conversion: Float64Array;
  base: Float64Array;
  spanA: Float64Array;
  spanB: Float64Array;
}

/**
 * Returns the bars before all lines have values: the longest period − 1, and the displacement for
 * the spans.
 */
export function ichimokuLookback(
  conversionPeriod: number,
  basePeriod: number,
  spanPeriod: number,
  displacement: number,
): number {
  checkParams('ichimoku', ichimokuParams, [conversionPeriod, basePeriod, spanPeriod, displacement]);
  return Math.max(conversionPeriod, basePeriod, spanPeriod) - 1 + displacement;
}

/**
 * Computes Hosoda's Ichimoku: middles of the range over two periods, and the spans of the cloud
 * under this bar, drawn `displacement` bars ahead of their own. The lagging span is the close drawn
 * back, which at its bar is the future, so it is left out.
 */
export function ichimoku(
  high: Float64Array,
  low: Float64Array,
  conversionPeriod: number,
  basePeriod: number,
  spanPeriod: number,
  displacement: number,
): Ichimoku {
  ichimokuLookback(conversionPeriod, basePeriod, spanPeriod, displacement);
  const n = high.length;
  const conversion = middle(high, low, conversionPeriod);
  const base = middle(high, low, basePeriod);
  const range = middle(high, low, spanPeriod);
  const spanA = blank(n);
  const spanB = blank(n);
  for (let i = displacement; i < n; i++) {
    spanA[i] = (conversion[i - displacement] + base[i - displacement]) / 2;
    spanB[i] = range[i - displacement];
  }
  return { conversion, base, spanA, spanB };
}
