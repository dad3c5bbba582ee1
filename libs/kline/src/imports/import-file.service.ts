import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ImportFileRepository } from './import-file.repository.js';
import { inChunks, StagedFile } from './staged-file.js';

/** Is a file that waits to be imported. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
}

/** Keeps uploaded files in PostgreSQL until they are imported, for api and worker may run on different machines. */
@Injectable()
export class ImportFileService {
  constructor(private readonly files: ImportFileRepository) {}

  /** Stores a file as it comes in; when it breaks off, nothing stays. */
  async store(name: string, pieces: AsyncIterable<Uint8Array>): Promise<UploadedFile> {
    const id = randomUUID();
    let size = 0;
    let number = 0;
    await this.files.begin(id);
    try {
      for await (const chunk of inChunks(pieces)) {
        if (!(await this.files.append(id, number++, chunk))) throw new Error(`File ${id} is gone.`);
        size += chunk.length;
      }
      return { id, name, size };
    } catch (error) {
      await this.files.remove(id);
      throw error;
    }
  }

  /** Opens a file that was stored. */
  open(id: string, name: string, size: number): StagedFile {
    return new StagedFile(name, size, async (number) => {
      const chunk = await this.files.chunk(id, number);
      if (!chunk) throw new Error(`Chunk ${number} of file ${id} is gone.`);
      return chunk;
    });
  }

  /** Opens a file as its upload was answered. */
  openUploaded({ id, name, size }: UploadedFile): StagedFile {
    return this.open(id, name, size);
  }

  /** Removes files. */
  async remove(...ids: (string | undefined)[]): Promise<void> {
    for (const id of ids) if (id !== undefined) await this.files.remove(id);
  }
}
