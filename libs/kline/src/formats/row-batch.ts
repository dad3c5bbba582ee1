import type { RowBatch } from './market-file.js';

/** The rows of one batch, at most. */
export const BATCH_ROWS = 8192;

/** Makes an empty batch. */
export function emptyBatch(rows = BATCH_ROWS): RowBatch {
  const column = () => new Float64Array(rows);
  return {
    count: 0,
    line: column(),
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
