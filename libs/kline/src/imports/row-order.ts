/** Says how the times of rows follow each other: none can stand twice unless they are `mixed`. */
export type Order = 'ascending' | 'descending' | 'mixed';

/** Watches how the times (epoch ms) of rows follow each other, and counts them. */
export class RowOrder {
  count = 0;
  private isRising = true;
  private isFalling = true;
  private rises = 0;
  private falls = 0;
  private first = NaN;

  /** Rows rise only if they come after `last`, when there is one. */
  constructor(private last = NaN) {}

  /** Looks at the first `count` times of a batch. */
  add(time: Float64Array, count: number): void {
    if (this.count === 0 && count > 0) this.first = time[0];
    let { last, isRising, isFalling, rises, falls } = this;
    for (let i = 0; i < count; i++) {
      const next = time[i];
      // Before the first time the last one is NaN, with which nothing compares.
      if (next <= last) isRising = false;
      if (next >= last) isFalling = false;
      if (next > last) rises++;
      if (next < last) falls++;
      last = next;
    }
    this.last = last;
    this.isRising = isRising;
    this.isFalling = isFalling;
    this.rises = rises;
    this.falls = falls;
    this.count += count;
  }

  /** The order of all times so far. */
  get order(): Order {
    if (this.isRising) return 'ascending';
    return this.isFalling ? 'descending' : 'mixed';
  }

  /** How many rows stand against the direction of most: before the row above where times mostly rise, after it where they mostly fall. */
  get outOfOrder(): number {
    return Math.min(this.rises, this.falls);
  }

  /** How many rows there are, and the first and the last time of rows that rise. */
  extent(): { count: number; first: Date | null; last: Date | null } {
    if (this.count === 0) return { count: 0, first: null, last: null };
    return { count: this.count, first: new Date(this.first), last: new Date(this.last) };
  }
}
