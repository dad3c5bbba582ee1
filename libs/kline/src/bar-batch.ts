import { type Bars, sliceBars } from '@app/engine';

/** Holds bars as columns of one length, oldest first; quote volume and trades are NaN where unknown. */
export interface BarBatch extends Bars {
  readonly quoteVolume: Float64Array;
  readonly trades: Float64Array;
}

/** Makes columns of `length` rows, all zero. */
export function emptyBatch(length: number): BarBatch {
  const column = () => new Float64Array(length);
  return {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    quoteVolume: column(),
    trades: column(),
  };
}

/** Shows bars without quote volume and trades as a batch over the same memory. */
export function batchOf(bars: Bars): BarBatch {
  const unknown = () => new Float64Array(bars.time.length).fill(NaN);
  return { ...bars, quoteVolume: unknown(), trades: unknown() };
}

/** Lists the columns in their order in `klines`. */
export function batchColumns(batch: BarBatch): Float64Array[] {
  const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
  return [time, open, high, low, close, volume, quoteVolume, trades];
}

/** Shows the rows `from` (inclusive) to `to` (exclusive) of a batch over the same memory. */
export function sliceBatch(batch: BarBatch, from: number, to: number): BarBatch {
  return {
    ...sliceBars(batch, from, to),
    quoteVolume: batch.quoteVolume.subarray(from, to),
    trades: batch.trades.subarray(from, to),
  };
}
