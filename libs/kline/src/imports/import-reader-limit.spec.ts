import { describe, expect, it } from '@jest/globals';
import { ImportProgress } from './import-progress.js';
import { ImportReader, type ReadLimit } from './import-reader.js';
import { BarSieve } from './row-sieve.js';
import { CHUNK_BYTES, StagedFile } from './staged-file.js';

const START_MS = Date.UTC(2024, 0, 1);
const ROWS = 30_000;
const csv = Buffer.from(
  Array.from({ length: ROWS }, (_, i) => `${START_MS + i * 60_000},5,7,4,6,1\n`).join(''),
);

async function readerOf(bytes: Buffer, limit: ReadLimit | null) {
  const file = new StagedFile('x.csv', bytes.length, async (number) =>
    bytes.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES),
  );
  const { signal } = new AbortController();
  const reader = await ImportReader.open(file, {}, new ImportProgress(file), signal);
  reader.limit = limit;
  let taken = 0;
  await reader.read(new BarSieve('1m', undefined), async ({ count }) => void (taken += count));
  return { isCut: reader.isCut, taken };
}

describe('a reader with a limit', () => {
  it('reads no batch after so many rows, and says that there were more', async () => {
    const { isCut, taken } = await readerOf(csv, { rows: 10_000, ms: 60_000 });
    expect(isCut).toBe(true);
    expect(taken).toBeGreaterThanOrEqual(10_000);
    expect(taken).toBeLessThan(20_000);
  });

  it('reads all that the limit allows', async () => {
    const all = { isCut: false, taken: ROWS };
    expect(await readerOf(csv, { rows: ROWS, ms: 60_000 })).toEqual(all);
    expect(await readerOf(csv, null)).toEqual(all);
  });

  it('ends after its time, also where no rows come', async () => {
    const blank = Buffer.concat([csv.subarray(0, 5000), Buffer.alloc(40 * 1024 * 1024, '\n')]);
    expect(await readerOf(blank, { rows: ROWS, ms: -1 })).toMatchObject({ isCut: true });
    const { isCut, taken } = await readerOf(blank, null);
    expect([isCut, taken > 100]).toEqual([false, true]);
  });
});
