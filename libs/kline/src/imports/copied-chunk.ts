import { CHUNK_BYTES } from './staged-file.js';

// Of the file the 19 bytes of its header, of the row the number of its fields and the length of the one.
const LENGTH_AT = 19 + 2;
const BYTES_AT = LENGTH_AT + 4;
const END_BYTES = 2;

/**
 * Takes the one chunk of an uploaded file out of a binary COPY, or null where there is no row.
 * As the result of a query a chunk comes as text of twice its length, in pieces that are put together again and again.
 */
export async function copiedChunk(stream: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const message = Buffer.allocUnsafeSlow(BYTES_AT + CHUNK_BYTES + END_BYTES);
  let size = 0;
  for await (const piece of stream) {
    message.set(piece, size);
    size += piece.length;
  }
  if (size < BYTES_AT) return null;
  return message.subarray(BYTES_AT, BYTES_AT + message.readInt32BE(LENGTH_AT));
}
