import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  Float64,
  makeData,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  TimestampNanosecond,
  TimestampSecond,
  Utf8,
  vectorFromArray,
  Vector,
} from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readFile, refusalOf, someBars, zipOf } from '../../../../test/support/market-files.js';
import { unpackLz4Block, unpackLz4Frame } from './lz4.js';

const bars = someBars(20);
const FIRST = ['2024-01-01T00:00:00.000Z', 100, 107.5, 99.75, 107, 1];
const prices = {
  open: floats(bars.map((bar) => bar.open)),
  high: floats(bars.map((bar) => bar.high)),
  low: floats(bars.map((bar) => bar.low)),
  close: floats(bars.map((bar) => bar.close)),
  volume: floats(bars.map((bar) => bar.volume)),
};

function floats(values: (number | null)[]) {
  return vectorFromArray(values, new Float64());
}

function stamps(type: TimestampSecond | TimestampMicrosecond | TimestampNanosecond, perMs: bigint) {
  const data = BigInt64Array.from(bars, (bar) =>
    perMs === 0n ? BigInt(bar.time / 1000) : BigInt(bar.time) * perMs,
  );
  return new Vector([makeData({ type, length: data.length, data })]);
}

const ipc = (columns: Record<string, Vector>, kind: 'file' | 'stream' = 'stream') =>
  tableToIPC(new Table(columns), kind);

describe('an Arrow table', () => {
  it.each(['file', 'stream'] as const)(
    'of a %s is checked to the end of its archive',
    async (kind) => {
      const time = stamps(new TimestampSecond('UTC'), 0n);
      const bytes = Buffer.from(ipc({ date: time, ...prices }, kind));
      const zip = zipOf([{ name: 'BTC_USDT-1m.feather', bytes, method: 0 }]);
      expect((await readFile('x.zip', zip)).rows.length).toBe(20);
      const volume = Buffer.alloc(8);
      volume.writeDoubleLE(20);
      zip[zip.lastIndexOf(volume)] ^= 1;
      expect((await refusalOf('x.zip', zip)).details[0].problem).toBe('does not fit its checksum');
    },
  );

  it.each([
    ['seconds', stamps(new TimestampSecond('UTC'), 0n)],
    ['microseconds', stamps(new TimestampMicrosecond('UTC'), 1000n)],
    ['nanoseconds', stamps(new TimestampNanosecond('UTC'), 1_000_000n)],
    ['epochs', floats(bars.map((bar) => bar.time / 1000))],
    [
      'texts',
      vectorFromArray(
        bars.map((bar) => new Date(bar.time).toISOString()),
        new Utf8(),
      ),
    ],
  ])('may have its times as %s', async (_, time) => {
    for (const kind of ['file', 'stream'] as const) {
      const { found, rows } = await readFile(
        'BTC_USDT-1m.feather',
        ipc({ date: time, ...prices }, kind),
      );
      expect(found).toMatchObject({
        format: kind === 'file' ? 'feather' : 'arrow',
        symbol: 'BTCUSDT',
        timeframe: '1m',
      });
      expect([rows.length, rows[0]]).toEqual([20, FIRST]);
    }
  });

  it('reads times without a zone in the one that is told', async () => {
    const bytes = ipc({ date: stamps(new TimestampMicrosecond(), 1000n), ...prices });
    expect((await readFile('x', bytes)).found).toMatchObject({ timezone: 'UTC' });
    const { found, rows } = await readFile('x', bytes, { timezone: 'America/New_York' });
    expect([found.timezone, rows[0][0]]).toEqual(['America/New_York', '2024-01-01T05:00:00.000Z']);
  });

  it('lists rows that lack a price, and those of other symbols', async () => {
    const date = stamps(new TimestampMicrosecond('UTC'), 1000n);
    const symbol = vectorFromArray(
      bars.map((_, at) => (at < 19 ? 'A' : 'B')),
      new Utf8(),
    );
    const close = floats(bars.map((bar, at) => (at === 3 ? null : bar.close)));
    const bytes = ipc({ date, symbol, ...prices, close });
    const { rows, refused, found } = await readFile('x', bytes, { symbol: 'A' });
    expect([found.symbol, rows.length, refused.map(({ line, reason }) => [line, reason])]).toEqual([
      'A',
      18,
      [
        [4, 'price-missing'],
        [20, 'other-symbol'],
      ],
    ]);
  });

  it('says which columns it lacks', async () => {
    const { open, high } = prices;
    const refusal = await refusalOf('x', ipc({ open, high }));
    expect([refusal.code, refusal.details.map(({ field }) => field)]).toEqual([
      'columns-missing',
      ['time', 'low', 'close'],
    ]);
  });

  it('is not read as what it is told to be, when it is not', async () => {
    expect((await refusalOf('x', ipc({ ...prices }), { format: 'parquet' })).code).toBe(
      'format-unknown',
    );
    expect(
      (await refusalOf('x', Buffer.from('time,open\n1,2\n'), { format: 'parquet' })).code,
    ).toBe('format-unknown');
    expect((await refusalOf('x', Buffer.from('x'), { format: 'exel' })).code).toBe(
      'format-unknown',
    );
  });
});

describe('a Parquet file', () => {
  const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume') => ({
    name,
    data: bars.map((bar) => bar[name]),
    type: 'DOUBLE' as const,
  });
  const write = (
    time: Parameters<typeof parquetWriteBuffer>[0]['columnData'][number],
    options = {},
  ) =>
    Buffer.from(
      parquetWriteBuffer({
        columnData: [
          time,
          column('open'),
          column('high'),
          column('low'),
          column('close'),
          column('volume'),
        ],
        ...options,
      }),
    );
  const timestamps = {
    name: 'ts',
    data: bars.map((bar) => new Date(bar.time)),
    type: 'TIMESTAMP' as const,
  };

  it.each([
    ['timestamps', timestamps],
    ['epochs', { name: 'time', data: bars.map((bar) => BigInt(bar.time)), type: 'INT64' as const }],
    [
      'texts',
      {
        name: 'Datetime',
        data: bars.map((bar) => new Date(bar.time).toISOString()),
        type: 'STRING' as const,
      },
    ],
  ])('may have its times as %s', async (_, time) => {
    for (const options of [{ codec: 'SNAPPY' }, { codec: 'UNCOMPRESSED' }, { rowGroupSize: 7 }]) {
      const { found, rows } = await readFile('BTCUSDT_1m.parquet', write(time, options));
      expect(found).toMatchObject({
        format: 'parquet',
        symbol: 'BTCUSDT',
        timeframe: '1m',
        timezone: 'UTC',
      });
      expect([rows.length, rows[0], rows[19][0]]).toEqual([20, FIRST, '2024-01-01T00:19:00.000Z']);
    }
  });

  it.each([
    ['GZIP', (bytes: Uint8Array) => gzipSync(bytes)],
    ['ZSTD', (bytes: Uint8Array) => zstdCompressSync(bytes)],
  ] as const)('may be packed with %s', async (codec, pack) => {
    const bytes = write(timestamps, { codec, compressors: { [codec]: pack } });
    expect((await readFile('x', bytes)).rows[0]).toEqual(FIRST);
  });

  it('is read out of archives', async () => {
    const bytes = write(timestamps);
    expect((await readFile('x.gz', gzipSync(bytes))).rows.length).toBe(20);
    expect((await readFile('x.zip', zipOf([{ name: 'x', bytes }]))).rows.length).toBe(20);
  });

  it('lists rows of nothing', async () => {
    const data = bars.map((bar, at) => (at === 3 ? null : bar.close));
    const columnData = [
      timestamps,
      column('open'),
      column('high'),
      column('low'),
      { ...column('close'), data, nullable: true },
    ];
    const { rows, refused } = await readFile('x', Buffer.from(parquetWriteBuffer({ columnData })));
    expect([rows.length, refused.map(({ line, reason }) => [line, reason])]).toEqual([
      19,
      [[4, 'price-missing']],
    ]);
  });

  it('is refused when it is cut', async () => {
    const bytes = write(timestamps);
    expect((await refusalOf('x', bytes.subarray(0, bytes.length - 9))).code).toBe('file-cut');
  });
});

describe('LZ4', () => {
  // Worked out by the format's description: 3 literals, then a match of 9 at distance 3, then 1 literal.
  const block = Uint8Array.of(0x35, 0x61, 0x62, 0x63, 3, 0, 0x10, 0x21);

  it('unpacks a block whose match reaches into itself', () => {
    const output = new Uint8Array(13);
    expect(unpackLz4Block(block, output, 0)).toBe(13);
    expect(Buffer.from(output).toString()).toBe('abcabcabcabc!');
  });

  it('unpacks a frame, and no more than is allowed', () => {
    const head = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82];
    const frame = Uint8Array.of(
      ...head,
      block.length,
      0,
      0,
      0,
      ...block,
      2,
      0,
      0,
      0x80,
      0x68,
      0x69,
      0,
      0,
      0,
      0,
    );
    expect(Buffer.from(unpackLz4Frame(frame, 1000)).toString()).toBe('abcabcabcabc!hi');
    expect(() => unpackLz4Frame(frame, 10)).toThrow(RangeError);
    expect(() => unpackLz4Frame(frame.subarray(0, 20), 1000)).toThrow(RangeError);
  });

  it.each([
    ['a match before the start', [0x10, 0x61, 9, 0]],
    ['a match of distance 0', [0x10, 0x61, 0, 0]],
    ['literals that are not there', [0xf0, 0xff]],
  ])('refuses %s', (_, bytes) => {
    expect(() => unpackLz4Block(Uint8Array.from(bytes), new Uint8Array(100), 0)).toThrow(
      RangeError,
    );
  });
});
