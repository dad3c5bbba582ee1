import { type BarBatch, batchColumns, emptyBatch, sliceBatch } from './bar-batch.js';

const BATCH_ROWS = 16_384;

/** Joins a batch of stored bars and batches of built ones, each of which may be written over by the next, by their times: of two of one time the stored one stays. */
export async function* filledBatches(
  stored: BarBatch,
  built: AsyncIterable<BarBatch>,
): AsyncGenerator<BarBatch> {
  const out = emptyBatch(BATCH_ROWS);
  const into = batchColumns(out);
  const own = batchColumns(stored);
  const ownTime = stored.time;
  let rows = 0;
  let next = 0;
  const move = (columns: readonly Float64Array[], row: number) => {
    for (let i = 0; i < into.length; i++) into[i][rows] = columns[i][row];
    rows += 1;
  };
  for await (const batch of built) {
    const columns = batchColumns(batch);
    for (let row = 0; row < batch.time.length; row++) {
      while (next < ownTime.length && ownTime[next] < batch.time[row]) {
        move(own, next++);
        if (rows === BATCH_ROWS) {
          yield out;
          rows = 0;
        }
      }
      if (ownTime[next] === batch.time[row]) continue;
      move(columns, row);
      if (rows < BATCH_ROWS) continue;
      yield out;
      rows = 0;
    }
  }
  if (rows > 0) yield sliceBatch(out, 0, rows);
  if (next < ownTime.length) yield sliceBatch(stored, next, ownTime.length);
}
