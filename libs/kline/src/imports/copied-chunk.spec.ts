import { describe, expect, it } from '@jest/globals';
import { copiedChunk } from './copied-chunk.js';
import { COPY_END, COPY_START } from '@app/platform/copy';

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

// One field, of four bytes.
const ROW = Buffer.from([0, 1, 0, 0, 0, 4, 1, 2, 255, 255]);

describe('copiedChunk', () => {
  it.each([1, 7, 1000])('takes the bytes of a row that comes in pieces of %i', async (size) => {
    const stream = cut(Buffer.concat([COPY_START, ROW, COPY_END]), size);
    expect(await copiedChunk(stream)).toEqual(Buffer.from([1, 2, 255, 255]));
  });

  it('finds nothing where there is no row', async () => {
    expect(await copiedChunk(cut(Buffer.concat([COPY_START, COPY_END]), 9))).toBeNull();
  });
});
