import type { FileSource } from '../formats/index.js';

/** Is the size of all chunks of an uploaded file but the last. */
export const CHUNK_BYTES = 1024 * 1024;

const KEPT = 4;

/** Reads a file that lies in chunks, keeping those that were read last. */
export class StagedFile implements FileSource {
  private readonly kept = new Map<number, Promise<Uint8Array>>();
  private served = 0;

  /** `readChunk` returns the chunk of a number, counted from 0. */
  constructor(
    readonly name: string,
    readonly size: number,
    private readonly readChunk: (number: number) => Promise<Uint8Array>,
  ) {}

  /** The share of the file that was read and dealt with, 0 to 1; what is read again counts again. */
  get progress(): number {
    return this.size === 0 ? 1 : Math.min(1, this.served / this.size);
  }

  /** Forgets how much was read, as the file is read anew. */
  rewind(): void {
    this.served = 0;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const to = Math.min(end, this.size);
    const from = Math.max(0, Math.min(start, to));
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to;) {
      const number = Math.floor(at / CHUNK_BYTES);
      const chunk = await this.chunk(number);
      const offset = at - number * CHUNK_BYTES;
      const piece = chunk.subarray(offset, Math.min(chunk.length, offset + to - at));
      if (piece.length === 0) throw new Error(`Chunk ${number} of ${this.name} is too short.`);
      bytes.set(piece, at - from);
      at += piece.length;
    }
    this.served += bytes.length;
    return bytes;
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    const chunks = Math.ceil(this.size / CHUNK_BYTES);
    for (let number = 0; number < chunks; number++) {
      const chunk = await this.chunk(number);
      // The next one is fetched while this one is worked on.
      if (number + 1 < chunks) this.chunk(number + 1).catch(() => undefined);
      yield chunk;
      this.served += chunk.length;
    }
  }

  private chunk(number: number): Promise<Uint8Array> {
    const kept = this.kept.get(number);
    if (kept) return kept;
    const chunk = this.readChunk(number);
    chunk.catch(() => this.kept.delete(number));
    this.kept.set(number, chunk);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return chunk;
  }
}

/** Cuts bytes that come in pieces of any length into chunks of one size; the last may be shorter. */
export async function* inChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
