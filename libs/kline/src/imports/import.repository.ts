import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { Actor } from '@app/platform';
import { DataImport, FILES_OF_IMPORT, type ImportState } from './data-import.entity.js';
import { RejectedRow } from './rejected-row.entity.js';

/** Is what a new import's row needs. */
export type NewImport = Pick<
  DataImport,
  | 'id'
  | 'userId'
  | 'userRole'
  | 'fileId'
  | 'fileName'
  | 'fileSize'
  | 'options'
  | 'symbol'
  | 'timeframe'
>;

/** Picks imports of the list. */
export interface ImportFilter {
  symbol?: string;
  status?: ImportState;
}

/** Queries imports for those who ask for them. */
@Injectable()
export class ImportRepository {
  constructor(
    @InjectRepository(DataImport) private readonly rows: Repository<DataImport>,
    @InjectRepository(RejectedRow) private readonly rejections: Repository<RejectedRow>,
  ) {}

  /** Inserts an import and returns its row. */
  async insert(row: NewImport): Promise<DataImport> {
    await this.rows.insert(row);
    return this.rows.findOneByOrFail({ id: row.id });
  }

  /** Counts the imports of a user that wait. */
  countWaiting(userId: string): Promise<number> {
    return this.rows.countBy({ userId, status: 'PENDING' });
  }

  /** Returns an import that the caller may see, or null: one's own, or any for admins and viewers. */
  find(id: string, actor: Actor): Promise<DataImport | null> {
    return this.rows.findOneBy({ id, ...ownerOf(actor) });
  }

  /** Returns the rows of many imports. */
  async findMany(ids: string[]): Promise<DataImport[]> {
    return ids.length === 0 ? [] : this.rows.findBy({ id: In(ids) });
  }

  /** Returns one page of the caller's imports, newest first, and their number. */
  page(
    actor: Actor,
    { symbol, status }: ImportFilter,
    page: number,
    size: number,
  ): Promise<[DataImport[], number]> {
    return this.rows.findAndCount({
      where: { ...ownerOf(actor), ...(symbol && { symbol }), ...(status && { status }) },
      order: { createdAt: 'DESC', id: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Returns one page of the rejected rows of an import in the order of the file, and how many are listed. */
  rejected(importId: string, page: number, size: number): Promise<[RejectedRow[], number]> {
    return this.rejections.findAndCount({
      where: { importId },
      order: { number: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Ends a waiting import, whose file goes with it; false when it waits no more. */
  async stopWaiting(id: string): Promise<boolean> {
    const rows: unknown[] = await this.rows.query(
      `WITH stopped AS (
         UPDATE data_imports
         SET status = 'STOPPED', stage = 'done', finished_at = now(), seq = seq + 1
         WHERE id = $1 AND status = 'PENDING' RETURNING ${FILES_OF_IMPORT} AS files
       ), removed AS (
         DELETE FROM import_files WHERE id IN (SELECT unnest(files) FROM stopped)
       )
       SELECT files FROM stopped`,
      [id],
    );
    return rows.length === 1;
  }

  /** Asks the worker of a running import to stop; false when it runs no more. */
  async requestStop(id: string): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .update()
      .set({ stopRequestedAt: () => 'coalesce(stop_requested_at, now())' })
      .where({ id, status: 'RUNNING' })
      .execute();
    return affected === 1;
  }

  /** Removes all imports of a user, running ones too: their workers' writes then find no row. */
  async removeAllOf(userId: string): Promise<void> {
    await this.rows.query(
      `WITH removed AS (DELETE FROM data_imports WHERE user_id = $1 RETURNING ${FILES_OF_IMPORT} AS files)
       DELETE FROM import_files WHERE id IN (SELECT unnest(files) FROM removed)`,
      [userId],
    );
  }
}

function ownerOf(actor: Actor): { userId?: string } {
  return actor.role === 'trader' ? { userId: actor.id } : {};
}
