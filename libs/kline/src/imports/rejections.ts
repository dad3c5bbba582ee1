import type { RefusedRow } from '../formats/index.js';

/** Is how many rejected rows of one import are listed; all are counted. */
export const MOST_LISTED = 100_000;

/** Counts the rows of a file that were left out, and lists the first of them. */
export class Rejections {
  count = 0;
  private readonly listed: RefusedRow[] = [];
  private readonly reasons = new Map<string, number>();

  /** The reason of most rows, null where there are none. */
  get commonest(): string | null {
    const [first] = [...this.reasons].toSorted(([, one], [, other]) => other - one);
    return first?.[0] ?? null;
  }

  /** Adds rows. */
  add(rows: readonly RefusedRow[]): void {
    this.count += rows.length;
    for (const { reason } of rows) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    const room = MOST_LISTED - this.listed.length;
    for (const row of rows.length > room ? rows.slice(0, room) : rows) this.listed.push(row);
  }

  /** Counts rows that are too many to be listed. */
  addUnlisted(reason: string, count: number): void {
    this.count += count;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + count);
  }

  /** Lists the rows in the order of the file. */
  inOrder(): RefusedRow[] {
    return this.listed.toSorted((a, b) => a.line - b.line);
  }
}
