import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import * as fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { someBars, zipOf } from '../../../../test/support/market-files.js';
import { readerText } from '../imports/reader-phrases.js';
import { bytesSource, FormatError, openMarketFile, ROW_REASONS } from './index.js';

const CHINESE = /\p{Script=Han}/u;
const bars = someBars(300);
const cells = bars.map((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume]);
const csv = Buffer.from(`time,open,high,low,close,volume\n${cells.join('\n')}\n`);
const json = Buffer.from(JSON.stringify(cells));
const column = (at: number) => Float64Array.from(cells.map((row) => row[at]));
const names = ['time', 'open', 'high', 'low', 'close', 'volume'];
const table = tableFromArrays(Object.fromEntries(names.map((name, at) => [name, column(at)])));
const files: [string, Buffer][] = [
  ['csv', csv],
  ['json', json],
  ['objects', Buffer.from(JSON.stringify(bars))],
  ['gzip', gzipSync(csv)],
  ['zip', zipOf([{ name: 'x.csv', bytes: csv }])],
  ['feather', Buffer.from(tableToIPC(table, 'file'))],
  ['arrow', Buffer.from(tableToIPC(table, 'stream'))],
  [
    'parquet',
    Buffer.from(
      parquetWriteBuffer({
        columnData: names.map((name, at) => ({
          name,
          data: [...column(at)],
          type: 'DOUBLE' as const,
        })),
      }),
    ),
  ],
];

/** Reads a file to its end or to the error that refuses it; any other error fails the test. */
async function survive(bytes: Uint8Array): Promise<number> {
  let rows = 0;
  try {
    const file = await openMarketFile(bytesSource('x', bytes), {
      maxUnpackedBytes: 64 * 1024 * 1024,
    });
    for await (const batch of file.batches()) {
      rows += batch.rows.count;
      for (const { reason } of batch.refused) expect(Object.keys(ROW_REASONS)).toContain(reason);
    }
    for await (const batch of file.adjustments()) rows += batch.rows.length;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    for (const { field, problem } of error.details) {
      expect(field).not.toBe('');
      // The words of a library would stay as they are.
      expect([problem, readerText(problem).zh]).toEqual([problem, expect.stringMatching(CHINESE)]);
    }
  }
  return rows;
}

const damage = fc.record({
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    maxLength: 4,
  }),
  swap: fc.option(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(400),
    ),
  ),
});

function damaged(
  bytes: Buffer,
  { cut, flips, swap }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  const copy = Buffer.from(
    cut === null ? bytes : bytes.subarray(0, Math.floor(cut * bytes.length)),
  );
  const at = (share: number) => Math.floor(share * Math.max(0, copy.length - 1));
  if (swap && copy.length > 0) {
    const [from, to, length] = [at(swap[0]), at(swap[1]), swap[2]];
    const moved = Buffer.from(copy.subarray(from, from + length));
    copy.copy(copy, from, to, to + length);
    moved.copy(copy, to);
  }
  for (const [share, byte] of flips) if (copy.length > 0) copy[at(share)] = byte;
  return copy;
}

describe('a hostile file', () => {
  it.each(files)('of %s is whole to begin with', async (_, bytes) => {
    expect(await survive(bytes)).toBe(300);
  });

  it.each(files)('of %s, cut, shuffled or flipped, is read or refused', async (_, bytes) => {
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        await survive(damaged(bytes, how));
      }),
      { numRuns: 150 },
    );
  });

  it('of any bytes, also behind the marks of known formats, is read or refused', async () => {
    const mark = fc.constantFrom(
      '',
      '\x1f\x8b\x08',
      'PK\x03\x04',
      'ARROW1\0\0',
      '\xff\xff\xff\xff',
      'PAR1',
      '\xff\xfe',
      '[[',
      '{"a":[',
      'time,open,high,low,close\n',
    );
    await fc.assert(
      fc.asyncProperty(mark, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        await survive(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      }),
      { numRuns: 500 },
    );
  });

  it('of any text is read or refused', async () => {
    const line = fc.array(
      fc.oneof(
        fc.constantFrom(
          'time',
          'open',
          'high',
          'low',
          'close',
          '2024-01-01',
          '1704067200000',
          '"',
          '1e400',
          '-',
          '',
        ),
        fc.string(),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|', ' '),
        async (lines, delimiter) => {
          await survive(Buffer.from(lines.map((words) => words.join(delimiter)).join('\n')));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of a line without end is refused', async () => {
    for (const head of [
      'time,open,high,low,close\n1704067200000,1,2,1,2\n1704067260000,1,2,1,2\n',
      '[[1704067200000,1,2,1,2,3],["',
    ]) {
      const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(3 * 1024 * 1024, '1')]);
      await expect(openAndRead(bytes)).rejects.toMatchObject({ code: 'line-too-long' });
    }
  });
});

async function openAndRead(bytes: Buffer): Promise<void> {
  const file = await openMarketFile(bytesSource('x', bytes));
  for await (const { rows } of file.batches()) expect(rows.count).toBeGreaterThanOrEqual(0);
}

describe('real files, cut and flipped', () => {
  const data = resolve(process.cwd(), '../shared/data');
  const real = [
    'freqtrade/XRP_USDT_USDT-1h-futures.feather',
    'lean/equity/usa/minute/aapl/20140605_trade.zip',
    'freqtrade/XRP_USDT_USDT-8h-funding_rate.feather',
    'lean/equity/usa/factor_files/spy.csv',
    'crypto-1m-bitfinex/raw-18-01-16 00-00-00.json',
  ];
  let found = false;
  beforeAll(() => {
    found = existsSync(data);
  });

  it.each(real)('%s is read or refused', async (name) => {
    if (!found) return;
    const bytes = readFileSync(resolve(data, name));
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        await survive(damaged(bytes, how));
      }),
      { numRuns: 60 },
    );
  });
});
