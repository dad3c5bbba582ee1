import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Queries splits, dividends and factors of symbols. */
@Injectable()
export class AdjustmentRepository {
  constructor(
    @InjectRepository(SymbolAdjustment) private readonly rows: Repository<SymbolAdjustment>,
  ) {}

  /** Returns all of a symbol, oldest first. */
  ofSymbol(symbol: string): Promise<SymbolAdjustment[]> {
    return this.rows.find({ where: { symbol }, order: { date: 'ASC' } });
  }

  /** Returns one page of those of a symbol, oldest first, and their number. */
  page(symbol: string, page: number, size: number): Promise<[SymbolAdjustment[], number]> {
    return this.rows.findAndCount({
      where: { symbol },
      order: { date: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Returns all of a symbol, oldest first, in a transaction during which nobody else writes them. */
  async lock(manager: EntityManager, symbol: string): Promise<SymbolAdjustment[]> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`adjustments ${symbol}`]);
    return manager.find(SymbolAdjustment, { where: { symbol }, order: { date: 'ASC' } });
  }

  /** Writes rows in place of those of the same days. */
  async write(manager: EntityManager, rows: SymbolAdjustment[]): Promise<void> {
    await manager.upsert(SymbolAdjustment, rows, ['symbol', 'date']);
  }
}
