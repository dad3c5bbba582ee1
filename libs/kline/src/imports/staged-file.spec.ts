import { describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, inChunks, StagedFile } from './staged-file.js';

const SIZE = 2 * CHUNK_BYTES + 1000;
const BYTES = Buffer.from(Uint8Array.from({ length: SIZE }, (_, i) => (i * 31) ^ (i >>> 8)));

async function* pieces(length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < SIZE; at += length) yield BYTES.subarray(at, at + length);
}

const chunksOf = async (length: number) => {
  const chunks: Buffer[] = [];
  for await (const chunk of inChunks(pieces(length))) chunks.push(chunk);
  return chunks;
};

const staged = async () => {
  const chunks = await chunksOf(64 * 1024);
  const asked: number[] = [];
  const file = new StagedFile('x.csv', SIZE, async (number) => {
    asked.push(number);
    const chunk = chunks[number];
    if (!chunk) throw new Error(`Chunk ${number} is gone.`);
    return chunk;
  });
  return { file, asked, chunks };
};

describe('inChunks', () => {
  it.each([1000, CHUNK_BYTES, CHUNK_BYTES + 1, SIZE])(
    'cuts pieces of %i bytes into chunks of one size and a rest',
    async (length) => {
      const chunks = await chunksOf(length);
      expect(chunks.map((chunk) => chunk.length)).toEqual([CHUNK_BYTES, CHUNK_BYTES, 1000]);
      expect(Buffer.concat(chunks).equals(BYTES)).toBe(true);
    },
  );
});

describe('StagedFile', () => {
  it('streams all bytes, each chunk fetched once, and tells how far it is', async () => {
    const { file, asked } = await staged();
    const got: Uint8Array[] = [];
    const progress: number[] = [];
    for await (const piece of file.stream()) {
      got.push(piece);
      progress.push(file.progress);
    }
    expect(Buffer.concat(got).equals(BYTES)).toBe(true);
    expect(asked).toEqual([0, 1, 2]);
    expect(progress).toEqual([0, CHUNK_BYTES / SIZE, (2 * CHUNK_BYTES) / SIZE]);
    expect(file.progress).toBe(1);
    file.rewind();
    expect(file.progress).toBe(0);
  });

  it.each([
    [0, 10],
    [CHUNK_BYTES - 5, CHUNK_BYTES + 5],
    [100, SIZE - 1],
    [SIZE - 3, SIZE + 100],
    [5, 5],
  ])('reads the bytes from %i to %i', async (start, end) => {
    const { file } = await staged();
    expect(Buffer.from(await file.read(start, end)).equals(BYTES.subarray(start, end))).toBe(true);
  });

  it('says so when a chunk is gone, and asks for it again', async () => {
    const { file, chunks } = await staged();
    const [lost] = chunks.splice(1, 1, undefined as never);
    await expect(file.read(0, SIZE)).rejects.toThrow('Chunk 1 is gone.');
    chunks[1] = lost!;
    expect((await file.read(0, SIZE)).length).toBe(SIZE);
  });
});
