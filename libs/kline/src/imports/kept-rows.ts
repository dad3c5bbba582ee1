import type { SiftedRows } from './row-sieve.js';

/** Keeps rows of a file in memory, of which their sieve uses the arrays again. */
export class KeptRows {
  readonly batches: SiftedRows[] = [];

  /** Adds rows. */
  add({ count, line, columns }: SiftedRows): void {
    this.batches.push({
      count,
      line: line.slice(0, count),
      columns: columns.map((column) => column.slice(0, count)),
      refused: [],
    });
  }

  /** Hands all rows on, batch by batch. */
  async each(take: (rows: SiftedRows) => Promise<void>): Promise<void> {
    for (const batch of this.batches) await take(batch);
  }
}
