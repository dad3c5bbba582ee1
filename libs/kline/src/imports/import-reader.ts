import { setImmediate } from 'node:timers/promises';
import {
  type AdjustmentRow,
  type FoundFile,
  type MarketFile,
  openMarketFile,
  type ReadOptions,
  type RefusedRow,
  type RowBatch,
} from '../formats/index.js';
import type { DayStamper } from '../day-stamper.js';
import type { SessionDays } from '../session-days.js';
import type { ImportProgress } from './import-progress.js';
import { readingFailure } from './import-target.js';
import type { PriceAdjuster } from './price-adjuster.js';
import { Rejections } from './rejections.js';
import type { RowSieve, SiftedRows } from './row-sieve.js';
import type { StagedFile } from './staged-file.js';

/** Says how far a file is looked at: so many rows, and no longer than so many milliseconds. */
export interface ReadLimit {
  rows: number;
  ms: number;
}

/** Reads one file from end to end, batch by batch, and counts what passes. */
export class ImportReader {
  readonly rejections = new Rejections();
  /** Stamps days by their dates, where they are those of a zone. */
  stamper: DayStamper | null = null;
  /** Makes raw prices comparable, where that was asked. */
  adjuster: PriceAdjuster | null = null;
  /** Ends the rows before the file does, where that is asked. */
  limit: ReadLimit | null = null;
  /** Whether the file went on when the limit was reached. */
  isCut = false;

  private constructor(
    private readonly market: MarketFile,
    private readonly progress: ImportProgress,
    private readonly signal: AbortSignal,
  ) {}

  /** Finds out what a file is; throws `kline/import-unreadable`. */
  static async open(
    file: StagedFile,
    options: ReadOptions,
    progress: ImportProgress,
    signal: AbortSignal,
  ): Promise<ImportReader> {
    signal.throwIfAborted();
    try {
      const market = await openMarketFile(file, options);
      progress.found = market.found;
      return new ImportReader(market, progress, signal);
    } catch (error) {
      throw readingFailure(error);
    }
  }

  /** What the file was found to be. */
  get found(): FoundFile {
    return this.market.found;
  }

  /** Takes what is known of the days of the file for what was found of them. */
  setDays({ sessionZone, dayStartMs }: SessionDays, note: string): void {
    const said = this.found.notes.filter((each) => !each.startsWith('Days start at '));
    Object.assign(this.found, { sessionZone, dayStartMs, notes: [...said, note] });
  }

  /** Shows all rows that can be read, as they stand, and counts none of them; throws what `read` throws. */
  async scan(look: (rows: RowBatch) => void): Promise<void> {
    await this.drain(this.market.batches(), async ({ rows }) => {
      look(this.stamper?.stamp(rows) ?? rows);
    });
  }

  /** Hands the rows that pass a sieve to `take`, which is done with them when it resolves; throws `kline/import-unreadable`, and what the signal says. */
  async read(sieve: RowSieve, take: (rows: SiftedRows) => Promise<void>): Promise<void> {
    await this.drain(
      this.market.batches(),
      async ({ rows, refused }) => {
        const stamped = this.stamper?.stamp(rows) ?? rows;
        const sifted = sieve.sift(this.adjuster?.adjust(stamped) ?? stamped);
        this.count(rows.count + refused.length, refused, sifted.refused);
        if (sifted.count > 0) await take(sifted);
      },
      this.limit,
    );
  }

  /** Hands splits, dividends and factors to `take`, which returns those that cannot be stored; throws what `read` throws. */
  async readAdjustments(take: (rows: AdjustmentRow[]) => RefusedRow[]): Promise<void> {
    await this.drain(
      this.market.adjustments(),
      async ({ rows, refused }) => {
        this.count(rows.length + refused.length, refused, take(rows));
      },
      this.limit,
    );
  }

  /** Adds rows to those that are left out for one reason, of which some are listed and all are counted. */
  reject(reason: string, listed: Omit<RefusedRow, 'reason'>[], all: number): void {
    this.rejections.addUnlisted(reason, all - listed.length);
    this.count(
      0,
      listed.map((row) => ({ ...row, reason })),
    );
  }

  private async drain<T>(
    batches: AsyncIterable<T>,
    take: (batch: T) => Promise<void>,
    limit: ReadLimit | null = null,
  ) {
    this.progress.beginReading();
    const beganMs = performance.now();
    const iterator = batches[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await iterator.next().catch((error: unknown) => {
          throw readingFailure(error);
        });
        if (next.done) return;
        this.isCut = limit !== null && this.isPast(limit, beganMs);
        if (this.isCut) return;
        this.signal.throwIfAborted();
        await take(next.value);
        // Between two batches others get their turn: the locks of jobs, the beat, the requests of an api.
        await setImmediate();
      }
    } finally {
      await iterator.return?.();
    }
  }

  private isPast({ rows, ms }: ReadLimit, beganMs: number): boolean {
    return this.progress.rowsRead >= rows || performance.now() - beganMs > ms;
  }

  private count(read: number, ...refused: RefusedRow[][]): void {
    for (const rows of refused) this.rejections.add(rows);
    this.progress.rowsRead += read;
    this.progress.rowsRejected = this.rejections.count;
  }
}
