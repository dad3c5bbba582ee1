import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { Series } from './series.entity.js';
import { type SeriesName, SeriesWriter } from './series-writer.repository.js';

/** Queries what is known of each series; one without rows counts as not there. */
@Injectable()
export class SeriesRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Returns every series of bars of a symbol. */
  ofSymbol(symbol: string): Promise<Series[]> {
    return this.series.findBy({ symbol, kind: 'bars', count: MoreThan(0) });
  }

  /** Finds one series. */
  find(name: SeriesName): Promise<Series | null> {
    return this.series
      .createQueryBuilder('series')
      .where({ ...name, count: MoreThan(0) })
      .getOne();
  }

  /** Returns one page of all series by symbol, and how many there are. */
  page(page: number, size: number): Promise<[Series[], number]> {
    return this.series.findAndCount({
      where: { count: MoreThan(0) },
      order: { symbol: 'ASC', kind: 'ASC', timeframe: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Returns the names of all symbols that have bars, in order. */
  async symbols(): Promise<string[]> {
    const rows: { symbol: string }[] = await this.series.query(
      `SELECT DISTINCT symbol COLLATE "C" AS symbol FROM series
       WHERE kind = 'bars' AND count > 0 ORDER BY 1`,
    );
    return rows.map(({ symbol }) => symbol);
  }

  /** Counts the rows of every series anew, one series at a time, and mends the rows that say otherwise; returns how many did. */
  async recount(): Promise<number> {
    let mended = 0;
    for (const { id, kind } of await this.series.find({ select: { id: true, kind: true } })) {
      mended += await this.series.manager.transaction(async (manager) => {
        // A process that is paused in between must not keep the lock for ever.
        await manager.query(`SET LOCAL idle_in_transaction_session_timeout = '10s'`);
        // Locked before it is counted, in statements of their own: an upload in between would count as lost.
        await manager.query('SELECT 1 FROM series WHERE id = $1 FOR UPDATE', [id]);
        return (await new SeriesWriter(manager).mend({ id, kind })) ? 1 : 0;
      });
    }
    return mended;
  }
}
