import type { RefusedRow } from '../formats/index.js';

/** Is how many rejected rows of one import are listed; all are counted. */
export const MOST_LISTED = 100_000;

/** Counts the rows of a file that were left out, and lists the first of them. */
export class Rejections {
  count = 0;
  private readonly listed: RefusedRow[] = [];

  /** Adds rows. */
  add(rows: readonly RefusedRow[]): void {
    this.count += rows.length;
    const room = MOST_LISTED - this.listed.length;
    for (const row of rows.length > room ? rows.slice(0, room) : rows) this.listed.push(row);
  }

  /** Lists the rows in the order of the file. */
  inOrder(): RefusedRow[] {
    return this.listed.toSorted((a, b) => a.line - b.line);
  }
}
