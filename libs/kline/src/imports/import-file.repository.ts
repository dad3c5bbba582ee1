import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { to as copyTo } from 'pg-copy-streams';
import { Repository } from 'typeorm';
import { DatabaseService } from '@app/platform';
import { copiedChunk } from './copied-chunk.js';
import { FILES_OF_IMPORT } from './data-import.entity.js';
import { ImportChunk } from './import-chunk.entity.js';
import { ImportFile } from './import-file.entity.js';

// An upload that has not moved for so long is broken off; its server was killed, or it would have removed it.
const ABANDONED = `INTERVAL '30 minutes'`;

/** Queries the files that wait to be imported. */
@Injectable()
export class ImportFileRepository {
  constructor(
    @InjectRepository(ImportFile) private readonly files: Repository<ImportFile>,
    @InjectRepository(ImportChunk) private readonly chunks: Repository<ImportChunk>,
    private readonly database: DatabaseService,
  ) {}

  /** Begins a file. */
  async begin(id: string): Promise<void> {
    await this.files.insert({ id });
  }

  /** Adds a chunk to a file; false when the file is gone. */
  async append(id: string, number: number, bytes: Buffer): Promise<boolean> {
    const [, affected]: [unknown, number] = await this.files.query(
      'UPDATE import_files SET touched_at = now() WHERE id = $1',
      [id],
    );
    if (affected === 0) return false;
    await this.chunks.query(
      'INSERT INTO import_chunks (file_id, number, bytes) VALUES ($1, $2, $3)',
      [id, number, bytes],
    );
    return true;
  }

  /** Returns one chunk of a file, or null. */
  chunk(fileId: string, number: number): Promise<Buffer | null> {
    return this.database.withClient((client) => {
      // COPY takes no parameters.
      const rows = `SELECT bytes FROM import_chunks
        WHERE file_id = ${client.escapeLiteral(fileId)} AND number = ${Math.trunc(number)}`;
      return copiedChunk(client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`)));
    });
  }

  /** Removes a file with its chunks. */
  async remove(id: string): Promise<void> {
    await this.files.delete({ id });
  }

  /** Removes files that no import waits for, and returns how many. */
  async removeAbandoned(): Promise<number> {
    const [, affected]: [unknown, number] = await this.files.query(
      `DELETE FROM import_files WHERE touched_at < now() - ${ABANDONED} AND NOT EXISTS (
         SELECT 1 FROM data_imports
         WHERE import_files.id = ANY (${FILES_OF_IMPORT}) AND status IN ('PENDING', 'RUNNING'))`,
    );
    return affected;
  }
}
