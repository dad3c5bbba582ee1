import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { AdjustmentChange } from './adjustment-change.js';
import type { SymbolOwner } from './symbol-owner.js';
import { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Is what a symbol has of splits, dividends and factors, oldest first, and whose it is; null where nothing of it is stored. */
export interface StoredAdjustments {
  rows: SymbolAdjustment[];
  owner: SymbolOwner | null;
}

// A statement takes 65,535 values.
const ROWS_AT_ONCE = 5000;
const ORDER = { date: 'ASC', kind: 'ASC' } as const;

// Who first stored something of a symbol has its adjustments, if there are any, or else its oldest series.
const OWNER = `
  SELECT owner_id AS id FROM (
    (SELECT owner_id, 0 AS place FROM symbol_adjustments
     WHERE symbol = $1 GROUP BY owner_id ORDER BY count(*) DESC, owner_id LIMIT 1)
    UNION ALL
    (SELECT owner_id, 1 FROM series
     WHERE symbol = $1 AND count > 0 ORDER BY created_at, id LIMIT 1)
  ) AS owners ORDER BY place LIMIT 1`;

/** Queries splits, dividends and factors of symbols. */
@Injectable()
export class AdjustmentRepository {
  constructor(
    @InjectRepository(SymbolAdjustment) private readonly rows: Repository<SymbolAdjustment>,
  ) {}

  /** Returns all of a symbol. */
  ofSymbol(symbol: string): Promise<StoredAdjustments> {
    return this.read(this.rows.manager, symbol);
  }

  /** Returns one page of those of a symbol, oldest first, and their number. */
  page(symbol: string, page: number, size: number): Promise<[SymbolAdjustment[], number]> {
    return this.rows.findAndCount({
      where: { symbol },
      order: ORDER,
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.rows.manager.transaction(work);
  }

  /** Returns all of a symbol in a transaction during which nobody else writes them; to be called before series are locked. */
  async lock(manager: EntityManager, symbol: string): Promise<StoredAdjustments> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`adjustments ${symbol}`]);
    return this.read(manager, symbol);
  }

  /** Removes rows and writes others in place of those of the same days. */
  async change(
    manager: EntityManager,
    { gone, rows }: Pick<AdjustmentChange, 'gone' | 'rows'>,
  ): Promise<void> {
    for (const some of inParts(gone)) await remove(manager, some);
    for (const some of inParts(rows)) {
      await manager.upsert(SymbolAdjustment, some, ['symbol', 'date', 'kind']);
    }
  }

  /** Removes all of a symbol and returns how many there were. */
  async removeAll(manager: EntityManager, symbol: string): Promise<number> {
    const { affected } = await manager.delete(SymbolAdjustment, { symbol });
    return affected ?? 0;
  }

  private async read(manager: EntityManager, symbol: string): Promise<StoredAdjustments> {
    const rows = await manager.find(SymbolAdjustment, { where: { symbol }, order: ORDER });
    const [owner]: SymbolOwner[] = await manager.query(OWNER, [symbol]);
    return { rows, owner: owner ?? null };
  }
}

function inParts(rows: SymbolAdjustment[]): SymbolAdjustment[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, i) =>
    rows.slice(i * ROWS_AT_ONCE, (i + 1) * ROWS_AT_ONCE),
  );
}

async function remove(manager: EntityManager, rows: SymbolAdjustment[]): Promise<void> {
  await manager.query(
    `DELETE FROM symbol_adjustments AS old
     USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS gone(symbol, kind, date)
     WHERE (old.symbol, old.kind, old.date) = (gone.symbol, gone.kind, gone.date)`,
    [
      rows.map(({ symbol }) => symbol),
      rows.map(({ kind }) => kind),
      rows.map(({ date }) => date.toISOString()),
    ],
  );
}
