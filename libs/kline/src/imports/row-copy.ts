import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { COPY_END, COPY_START } from '@app/platform/copy';
import { type CopyType, encodeCopyRows, rowBytes } from './copy-encoder.js';

// A shorter piece may stay in a queue after the stream has said that it took it, so its memory is not used again.
const REUSED_FROM_BYTES = 262_144;

/** Sends rows to one COPY, no faster than the database takes them. */
export class RowCopy {
  private readonly end: Promise<void>;
  private failure: unknown;
  // While one piece is sent, the next is made.
  private readonly pieces = [emptyPiece(), emptyPiece()];
  private turn = 0;

  constructor(
    private readonly stream: Writable,
    private readonly types: readonly CopyType[],
  ) {
    this.end = finished(stream);
    this.end.catch((error: unknown) => (this.failure = error));
    stream.write(COPY_START);
  }

  /** Sends the first `count` rows of columns, which are free again when it resolves. */
  async write(columns: readonly Float64Array[], count: number): Promise<void> {
    const piece = this.pieces[(this.turn ^= 1)];
    await Promise.race([piece.isSent, this.end]);
    if (this.failure) throw this.failure;
    const needed = rowBytes(this.types) * count;
    if (needed < REUSED_FROM_BYTES || needed > piece.bytes.length) {
      piece.bytes = Buffer.allocUnsafe(needed);
    }
    const bytes = encodeCopyRows(this.types, columns, count, piece.bytes);
    piece.isSent = new Promise((resolve) => this.stream.write(bytes, () => resolve()));
  }

  /** Ends the COPY; resolves when the database has all rows. */
  async finish(): Promise<void> {
    this.stream.end(COPY_END);
    await this.end;
  }

  /** Gives the COPY up, so that the connection can roll back. */
  async abandon(): Promise<void> {
    // One that has failed is over already.
    if (!this.failure) this.stream.destroy(new Error('The import was given up.'));
    await this.end.catch(() => undefined);
  }
}

function emptyPiece(): { bytes: Buffer; isSent: Promise<void> } {
  return { bytes: Buffer.alloc(0), isSent: Promise.resolve() };
}
