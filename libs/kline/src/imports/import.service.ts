import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, AppError } from '@app/platform';
import { DataJobs } from '../kline.job.js';
import type { DataImport, ImportOptions } from './data-import.entity.js';
import { ImportFileService, type UploadedFile } from './import-file.service.js';
import { importErrors } from './import.errors.js';
import { type ImportFilter, ImportRepository } from './import.repository.js';
import type { RejectedRow } from './rejected-row.entity.js';

/** Creates imports, shows them to those who may see them, and stops them. */
@Injectable()
export class ImportService {
  constructor(
    private readonly repository: ImportRepository,
    private readonly files: ImportFileService,
    private readonly jobs: DataJobs,
  ) {}

  /** Stores and queues the import of an uploaded file, which goes when that fails; throws `kline/import-empty`. */
  async create(actor: Actor, file: UploadedFile, options: ImportOptions): Promise<DataImport> {
    try {
      if (file.size === 0) throw new AppError(importErrors['kline/import-empty']);
      const waiting = await this.repository.countWaiting(actor.id);
      const row = await this.repository.insert({
        id: randomUUID(),
        userId: actor.id,
        userRole: actor.role,
        fileId: file.id,
        fileName: file.name,
        fileSize: file.size,
        options,
        symbol: options.symbol ?? null,
        timeframe: options.timeframe ?? null,
      });
      await this.jobs.import(row.id, waiting + 1);
      return row;
    } catch (error) {
      await this.files.remove(file.id, options.factors?.id);
      throw error;
    }
  }

  /** Returns an import that the caller may see; throws `kline/import-not-found` otherwise. */
  async find(id: string, actor: Actor): Promise<DataImport> {
    const row = await this.findVisible(id, actor);
    if (!row) throw new AppError(importErrors['kline/import-not-found'], { values: { id } });
    return row;
  }

  /** Returns an import that the caller may see, or null: one's own, or any for admins and viewers. */
  findVisible(id: string, actor: Actor): Promise<DataImport | null> {
    return this.repository.find(id, actor);
  }

  /** Returns the rows of many imports in one query, whoever owns them. */
  statesOf(ids: string[]): Promise<DataImport[]> {
    return this.repository.findMany(ids);
  }

  /** Returns one page of the caller's imports, newest first, and their number. */
  page(
    actor: Actor,
    filter: ImportFilter,
    page: number,
    size: number,
  ): Promise<[DataImport[], number]> {
    return this.repository.page(actor, filter, page, size);
  }

  /** Returns one page of the rejected rows of an import in the order of the file, how many are listed, and how many there are; throws `kline/import-not-found`. */
  async rejected(
    id: string,
    actor: Actor,
    page: number,
    size: number,
  ): Promise<{ rows: RejectedRow[]; listed: number; all: number }> {
    const { rowsRejected: all } = await this.find(id, actor);
    const [rows, listed] = await this.repository.rejected(id, page, size);
    return { rows, listed, all };
  }

  /** Stops an import: one that waits at once, one that runs within two seconds; throws `kline/import-not-found` and `kline/import-not-stoppable`. */
  async stop(id: string, actor: Actor): Promise<void> {
    await this.find(id, actor);
    if (await this.repository.stopWaiting(id)) return this.jobs.removeImport(id);
    if (await this.repository.requestStop(id)) return;
    // It may have been given back to the queue between the two.
    if (await this.repository.stopWaiting(id)) return this.jobs.removeImport(id);
    const { status } = await this.find(id, actor);
    throw new AppError(importErrors['kline/import-not-stoppable'], { values: { status } });
  }

  /** Removes all imports of a user, running ones too. */
  removeAllOf(userId: string): Promise<void> {
    return this.repository.removeAllOf(userId);
  }
}
