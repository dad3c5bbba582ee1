import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CopyReader } from './copy-reader.js';

type Row = [timeMs: number, price: number, volume: number | null, trades: number | null];

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const MICROS_2000 = 946_684_800_000_000n;

function copyOf(rows: Row[]): Buffer {
  const parts: Uint8Array[] = [HEADER];
  for (const [timeMs, price, volume, trades] of rows) {
    const micros = Buffer.alloc(8);
    micros.writeBigInt64BE(BigInt(timeMs) * 1000n - MICROS_2000);
    parts.push(int16(4), field(micros), field(double(price)));
    parts.push(volume === null ? int32(-1) : field(double(volume)));
    parts.push(trades === null ? int32(-1) : field(int32(trades)));
  }
  return Buffer.concat([...parts, int16(-1)]);
}

function read(bytes: Buffer, sizes: number[], capacity: number): number[][] {
  const columns = Array.from({ length: 4 }, () => new Float64Array(capacity));
  const reader = new CopyReader(columns);
  let from = 0;
  for (let i = 0; from < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    reader.push(bytes.subarray(from, from + size));
    from += size;
  }
  const rows = reader.finish();
  return columns.map((column) => [...column.subarray(0, rows)]);
}

describe('CopyReader', () => {
  const row = fc.tuple(
    fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
    fc.double({ noNaN: true }),
    fc.option(fc.double({ noNaN: true })),
    fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  );

  it('gives back every row bit for bit, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
        (rows, sizes) => {
          const expected = [0, 1, 2, 3].map((i) => rows.map((each) => each[i] ?? NaN));
          expect(read(copyOf(rows), sizes, rows.length)).toEqual(expected);
        },
      ),
    );
  });

  it('throws when the stream ends early', () => {
    const bytes = copyOf([[0, 1, 2, 3]]);
    for (const length of [0, 10, 19, 40, bytes.length - 1]) {
      expect(() => read(bytes.subarray(0, length), [7], 1)).toThrow();
    }
  });

  it('throws when there are more rows than places', () => {
    const rows: Row[] = [
      [0, 1, 2, 3],
      [1, 1, 2, 3],
    ];
    expect(() => read(copyOf(rows), [500], 1)).toThrow(RangeError);
  });
});

function field(bytes: Buffer): Buffer {
  return Buffer.concat([int32(bytes.length), bytes]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
