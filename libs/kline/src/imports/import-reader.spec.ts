import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ImportProgress } from './import-progress.js';
import { ImportReader } from './import-reader.js';
import { BarSieve } from './row-sieve.js';
import { CHUNK_BYTES, StagedFile } from './staged-file.js';

const ROWS = 200_000;
const READING_ENDS_AT = 95;
const CHUNKS_AHEAD = 3;

// Prices of many digits, so that a packed file has many chunks as well.
function bytesOfBars(): Buffer {
  const lines = ['open_time,open,high,low,close,volume'];
  for (let i = 0; i < ROWS; i++) {
    const [a, b, c, d] = [7_919_317, 5_700_001, 3_300_013, 1_100_009].map((step) =>
      String((i * step) % 99_999_989).padStart(8, '0'),
    );
    const row = [`1.${a}1`, `3.${b}7`, `0.${c}3`, `2.${d}9`, `${a}.5`];
    lines.push(`${1_700_000_040_000 + i * 60_000},${row.join(',')}`);
  }
  return Buffer.from(lines.join('\n'));
}

describe('the progress of a file that is read', () => {
  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['packed', (bytes: Buffer) => gzipSync(bytes, { level: 1 })],
  ])('is that of its rows: %s', async (_, pack) => {
    const bytes = pack(bytesOfBars());
    const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
    const file = new StagedFile('x.csv', bytes.length, async (k) =>
      bytes.subarray(k * CHUNK_BYTES, (k + 1) * CHUNK_BYTES),
    );
    const progress = new ImportProgress(file);
    const { signal } = new AbortController();
    const reader = await ImportReader.open(file, { symbol: 'X' }, progress, signal);
    const seen: [share: number, shown: number][] = [];
    await reader.read(new BarSieve('1m', undefined), async () => {
      seen.push([progress.rowsRead / ROWS, progress.percent / READING_ENDS_AT]);
    });
    const apart = seen.map(([share, shown]) => Math.abs(share - shown));
    expect(progress).toMatchObject({ rowsRead: ROWS, rowsRejected: 0 });
    expect(chunks).toBeGreaterThan(CHUNKS_AHEAD);
    expect(Math.max(...apart)).toBeLessThan(CHUNKS_AHEAD / chunks);
    expect(progress.percent).toBe(READING_ENDS_AT);
  });
});
