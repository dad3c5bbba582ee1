import { ma, maLookback } from './ma.js';
import { type Macd } from './macd-lines.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { blank, runStart } from './runs.js';

/** The parameters of the MACD with a choice of averages. */
export const macdextParams = [
  periodParam('fastPeriod', 12, 2),
  maTypeParam('fastMAType'),
  periodParam('slowPeriod', 26, 2),
  maTypeParam('slowMAType'),
  periodParam('signalPeriod', 9, 1),
  maTypeParam('signalMAType'),
] as const;

/**
 * Returns the bars before the first value of all three lines: the longer lookback of the two
 * averages and that of the signal's.
 */
export function macdextLookback(
  fast: number,
  fastType: number,
  slow: number,
  slowType: number,
  signal: number,
  signalType: number,
): number {
  checkParams('macdext', macdextParams, [fast, fastType, slow, slowType, signal, signalType]);
  const longer = Math.max(maLookback(fast, fastType), maLookback(slow, slowType));
  return longer + maLookback(signal, signalType);
}

/**
 * Computes the MACD with averages of chosen types as TA-Lib's MACDEXT: both averages start at the
 * later one's first bar, and swapped periods are put in order.
 */
export function macdext(
  source: Float64Array,
  fast: number,
  fastType: number,
  slow: number,
  slowType: number,
  signal: number,
  signalType: number,
): Macd {
  const lookback = macdextLookback(fast, fastType, slow, slowType, signal, signalType);
  if (slow < fast) return macdext(source, slow, slowType, fast, fastType, signal, signalType);
  const n = source.length;
  const from = runStart([source]);
  const start = from + lookback - maLookback(signal, signalType);
  const macd = averageFrom(source, start, fast, fastType);
  const slowLine = averageFrom(source, start, slow, slowType);
  for (let i = 0; i < n; i++) macd[i] -= slowLine[i];
  const line = ma(macd, signal, signalType);
  const histogram = blank(n);
  for (let i = 0; i < n; i++) {
    histogram[i] = macd[i] - line[i];
    if (Number.isNaN(line[i])) macd[i] = NaN;
  }
  return { macd, signal: line, histogram };
}

/** Computes a moving average whose first value stands at `start`, leaving out earlier bars. */
function averageFrom(
  source: Float64Array,
  start: number,
  period: number,
  type: number,
): Float64Array {
  const out = blank(source.length);
  const offset = start - maLookback(period, type);
  if (offset < source.length) out.set(ma(source.subarray(offset), period, type), offset);
  return out;
}
