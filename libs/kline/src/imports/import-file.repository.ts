import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
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
  async chunk(fileId: string, number: number): Promise<Buffer | null> {
    const chunk = await this.chunks.findOneBy({ fileId, number });
    return chunk?.bytes ?? null;
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
         WHERE file_id = import_files.id AND status IN ('PENDING', 'RUNNING'))`,
    );
    return affected;
  }
}
