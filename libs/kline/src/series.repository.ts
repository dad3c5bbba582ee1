import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { Series } from './series.entity.js';

/** Queries what is known of each series; one without bars counts as not there. */
@Injectable()
export class SeriesRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Returns every series of a symbol. */
  ofSymbol(symbol: string): Promise<Series[]> {
    return this.series.findBy({ symbol, count: MoreThan(0) });
  }

  /** Returns one page of all series by symbol, and how many there are. */
  page(page: number, size: number): Promise<[Series[], number]> {
    return this.series.findAndCount({
      where: { count: MoreThan(0) },
      order: { symbol: 'ASC', timeframe: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Returns the names of all symbols, in order. */
  async symbols(): Promise<string[]> {
    const rows: { symbol: string }[] = await this.series.query(
      'SELECT DISTINCT symbol COLLATE "C" AS symbol FROM series WHERE count > 0 ORDER BY 1',
    );
    return rows.map(({ symbol }) => symbol);
  }
}
