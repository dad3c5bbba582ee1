import type { RowBatch } from './market-file.js';

/** Says in which of four columns, counted from 0, each price of a bar stands. */
export interface PriceOrder {
  open: number;
  high: number;
  low: number;
  close: number;
  /** The smaller of the shares of rows in which the high is highest and the low lowest. */
  fit: number;
  /** Whether open and close could be told apart. */
  sure: boolean;
}

/** Finds out which of the four columns of a batch (as it has them now) holds which price: highs are highest, lows lowest, and bars open where the one before closed. */
export function priceOrder(batch: RowBatch): PriceOrder {
  const { count } = batch;
  const columns = [batch.open, batch.high, batch.low, batch.close];
  const highest = [0, 0, 0, 0];
  const lowest = [0, 0, 0, 0];
  for (let row = 0; row < count; row += 1) {
    const prices = columns.map((column) => column[row]);
    const most = Math.max(...prices);
    const least = Math.min(...prices);
    prices.forEach((price, column) => {
      if (price === most) highest[column] += 1;
      if (price === least) lowest[column] += 1;
    });
  }
  const high = largest(highest, 1);
  const low = largest(
    lowest.map((times, column) => (column === high ? -1 : times)),
    high === 2 ? 1 : 2,
  );
  const [first, second] = [0, 1, 2, 3].filter((column) => column !== high && column !== low);
  const ahead = leaps(batch.time, columns[first], columns[second], count);
  const behind = leaps(batch.time, columns[second], columns[first], count);
  const turned = behind < ahead;
  return {
    open: turned ? second : first,
    high,
    low,
    close: turned ? first : second,
    fit: count === 0 ? 0 : Math.min(highest[high], lowest[low]) / count,
    sure: behind !== ahead,
  };
}

/** Gives the share of a batch's rows whose high is highest and low lowest. */
export function shareInOrder({ count, open, high, low, close }: RowBatch): number {
  let good = 0;
  for (let row = 0; row < count; row += 1) {
    const highest = high[row] >= Math.max(open[row], close[row], low[row]);
    if (highest && low[row] <= Math.min(open[row], close[row])) good += 1;
  }
  return count === 0 ? 1 : good / count;
}

function largest(times: number[], preferred: number): number {
  const most = Math.max(...times);
  return times[preferred] === most ? preferred : times.indexOf(most);
}

// Newest first, the bar before stands in the row behind.
function leaps(time: Float64Array, open: Float64Array, close: Float64Array, count: number): number {
  let sum = 0;
  for (let row = 1; row < count; row += 1) {
    const rising = time[row] > time[row - 1];
    sum += Math.abs(rising ? open[row] - close[row - 1] : open[row - 1] - close[row]);
  }
  return sum;
}
