import { type BarBatch, batchColumns, emptyBatch, sliceBatch } from './bar-batch.js';

const BATCH_ROWS = 16_384;

/** Joins batches of stored bars and of built ones, each of which may be written over by the next, by their times: of two of one time the stored one stays. */
export async function* filledBatches(
  stored: AsyncIterable<BarBatch>,
  built: AsyncIterable<BarBatch>,
): AsyncGenerator<BarBatch> {
  const own = new Rows(stored);
  const other = new Rows(built);
  const out = emptyBatch(BATCH_ROWS);
  let rows = 0;
  for (;;) {
    if (!own.hasRow) await own.fetch();
    if (!other.hasRow) await other.fetch();
    if (!own.hasRow && !other.hasRow) break;
    const next = own.time <= other.time ? own : other;
    if (own.time === other.time) other.skip();
    next.move(out, rows++);
    if (rows < BATCH_ROWS) continue;
    yield out;
    rows = 0;
  }
  if (rows > 0) yield sliceBatch(out, 0, rows);
}

/** Gives the rows of a stream of batches one by one. */
class Rows {
  private readonly batches: AsyncIterator<BarBatch>;
  private columns: Float64Array[] = [];
  private row = 0;
  private isDone = false;

  constructor(batches: AsyncIterable<BarBatch>) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  get hasRow(): boolean {
    return this.columns.length > 0 && this.row < this.columns[0].length;
  }

  /** The time of the next row, after all others where there is none. */
  get time(): number {
    return this.hasRow ? this.columns[0][this.row] : Infinity;
  }

  /** Fetches batches until there is a row or none is left. */
  async fetch(): Promise<void> {
    while (!this.hasRow && !this.isDone) {
      const next = await this.batches.next();
      this.isDone = next.done === true;
      this.columns = next.done ? [] : batchColumns(next.value);
      this.row = 0;
    }
  }

  skip(): void {
    this.row += 1;
  }

  /** Copies the row to a place of another batch, and goes on. */
  move(to: BarBatch, at: number): void {
    const into = batchColumns(to);
    for (let i = 0; i < into.length; i++) into[i][at] = this.columns[i][this.row];
    this.row += 1;
  }
}
