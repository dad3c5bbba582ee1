/** The columns of one series, oldest first; `time` is the open time in epoch milliseconds. Columns may lie on shared memory and are never written. */
export type Bars = {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

/** The names of the columns of {@link Bars}, in their canonical order. */
export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** One zero-based column name of {@link Bars}. */
export type BarColumn = (typeof BAR_COLUMNS)[number];

/** Bars of `length` rows, all zero, on memory of their own. */
export function emptyBars(length: number): Bars {
  return {
    time: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
}

/** The rows `from` (inclusive) to `to` (exclusive) as views over the same memory. */
export function sliceBars(bars: Bars, from: number, to = bars.time.length): Bars {
  return {
    time: bars.time.subarray(from, to),
    open: bars.open.subarray(from, to),
    high: bars.high.subarray(from, to),
    low: bars.low.subarray(from, to),
    close: bars.close.subarray(from, to),
    volume: bars.volume.subarray(from, to),
  };
}

// Columns are never written, so what was once found in order stays so: the spacing of each, 0 when it is uneven.
const spacings = new WeakMap<Float64Array, number>();

/** The milliseconds from each open time to the next in a column that was found in order, or 0 when they differ or nothing is known of it. */
export function spacingOf(time: Float64Array): number {
  return spacings.get(time) ?? 0;
}

/** Throws a RangeError naming the first column whose length differs, or the first bar whose open time does not grow or whose price is none. */
export function assertBars(bars: Bars, symbol: string): void {
  const { time } = bars;
  for (const column of BAR_COLUMNS) {
    if (bars[column].length !== time.length) {
      throw new RangeError(
        `${symbol}: column ${column} has ${bars[column].length} rows, time has ${time.length}.`,
      );
    }
  }
  if (spacings.has(time)) return;
  let spacing = time.length > 1 ? time[1] - time[0] : 0;
  for (let i = 1; i < time.length; i++) {
    const step = time[i] - time[i - 1];
    if (!(step > 0)) {
      throw new RangeError(
        `${symbol}: the open time of bar ${i} is not after that of bar ${i - 1}.`,
      );
    }
    if (step !== spacing) spacing = 0;
  }
  for (const column of PRICES) assertPrices(bars[column], column, symbol);
  spacings.set(time, Number.isInteger(spacing) && Number.isInteger(time[0]) ? spacing : 0);
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

function assertPrices(prices: Float64Array, column: string, symbol: string): void {
  for (let i = 0; i < prices.length; i++) {
    if (prices[i] >= 0 && prices[i] < Infinity) continue;
    throw new RangeError(
      `${symbol}: the ${column} of bar ${i} is ${prices[i]}, which is no price.`,
    );
  }
}

const ranges = new WeakMap<Float64Array, Float64Array>();

/** The lowest and the highest price of bars, in this order, found once for the same columns. No object, whose numbers V8 13.6 was seen to mix up with another's: docs/decisions/0005. */
export function priceRange({ low, high }: Bars): Float64Array {
  let range = ranges.get(low);
  if (range === undefined) {
    let lowest = Infinity;
    let highest = -Infinity;
    for (let i = 0; i < low.length; i++) {
      if (low[i] < lowest) lowest = low[i];
      if (high[i] > highest) highest = high[i];
    }
    range = Float64Array.of(lowest, highest);
    ranges.set(low, range);
  }
  return range;
}
