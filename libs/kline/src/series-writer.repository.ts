import type { EntityManager } from 'typeorm';
import type { Timeframe } from '@app/engine';
import { Series, type SeriesKind } from './series.entity.js';

/** Names one series; only bars have a timeframe. */
export interface SeriesName {
  symbol: string;
  kind: SeriesKind;
  timeframe: Timeframe | '';
}

/** Says in which table the rows of a kind of series stand, and which column tells their time. */
export const ROWS_OF_KIND: Record<SeriesKind, { table: string; time: string }> = {
  bars: { table: 'klines', time: 'open_time' },
  funding: { table: 'funding_rates', time: 'stamp' },
};

/** Writes what is known of series inside one transaction; a series is locked before its rows are touched, so its figures stay exact. */
export class SeriesWriter {
  constructor(private readonly manager: EntityManager) {}

  /** Locks a series, which is made when there is none; those who lock several do so by symbol, then timeframe. */
  async lock({ symbol, kind, timeframe }: SeriesName): Promise<Series> {
    const find = () =>
      this.manager
        .createQueryBuilder(Series, 'series')
        .where({ symbol, kind, timeframe })
        .setLock('pessimistic_write')
        .getOne();
    const found = await find();
    if (found) return found;
    await this.manager.query(
      'INSERT INTO series (symbol, kind, timeframe) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [symbol, kind, timeframe],
    );
    const made = await find();
    if (!made) throw new Error(`The series ${symbol} ${kind} ${timeframe} vanished.`);
    return made;
  }

  /** Locks the series of a symbol and kind, of one timeframe or all, in the order of locking. */
  lockAll(symbol: string, kind: SeriesKind, timeframe?: Timeframe): Promise<Series[]> {
    return this.manager
      .createQueryBuilder(Series, 'series')
      .where({ symbol, kind, ...(timeframe && { timeframe }) })
      .orderBy('series.timeframe COLLATE "C"')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Sets the grid and the owner of a series that has no rows. */
  async begin(seriesId: number, gridOffsetMs: number, ownerId: string): Promise<void> {
    await this.manager.update(Series, { id: seriesId }, { gridOffsetMs, ownerId });
  }

  /** Raises the version of a series after a write that added (or, below 0, removed) rows, and sets its figures. */
  async finish({ id, kind }: Series, added: number): Promise<void> {
    const { table, time } = ROWS_OF_KIND[kind];
    await this.manager.query(
      `UPDATE series SET version = version + 1, count = count + $2, updated_at = now(),
         first_open_time = (SELECT min(${time}) FROM ${table} WHERE series_id = $1),
         last_open_time = (SELECT max(${time}) FROM ${table} WHERE series_id = $1)
       WHERE id = $1`,
      [id, added],
    );
  }
}
