import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type BarBatch, batchColumns, emptyBatch } from '../bar-batch.js';
import { BarHash } from './bar-hash.js';

type Row = [number, number, number, number, number, number, number, number];

const batchOf = (rows: Row[]): BarBatch => {
  const batch = emptyBatch(rows.length);
  for (const [i, row] of rows.entries()) {
    for (const [k, column] of batchColumns(batch).entries()) column[i] = row[k]!;
  }
  return batch;
};

const bytesOf = ([time, ...figures]: Row): Buffer => {
  const view = new DataView(new ArrayBuffer(60));
  view.setBigInt64(0, BigInt(time - 946_684_800_000) * 1000n);
  let length = 8;
  for (const price of figures.slice(0, 6)) {
    if (Number.isNaN(price)) continue;
    view.setFloat64(length, price);
    length += 8;
  }
  if (!Number.isNaN(figures[6]!)) {
    view.setInt32(length, figures[6]!);
    length += 4;
  }
  return Buffer.from(view.buffer, 0, length);
};

const bitsOf = (rows: Row[]): string => {
  let sum = 0n;
  for (const row of rows) {
    sum ^= BigInt(`0x${createHash('sha256').update(bytesOf(row)).digest('hex')}`);
  }
  return sum.toString(2).padStart(256, '0');
};

const hashOf = (rows: Row[]): string => {
  const hash = new BarHash();
  hash.add(batchOf(rows), rows.length);
  return hash.bits();
};

describe('BarHash', () => {
  it.each([
    ['neither quote volume nor trades', NaN, NaN],
    ['a quote volume', 1234.5, NaN],
    ['trades', NaN, 77],
    ['both', 1234.5, 77],
  ])('is the SHA-256 of the bytes of one bar with %s', (_, quoteVolume, trades) => {
    const row: Row = [1_483_228_800_000, 966.61, 966.63, 966.5, 966.62, 1.65, quoteVolume, trades];
    expect(hashOf([row])).toBe(bitsOf([row]));
  });

  it('is the exclusive or of many, whatever is known of each', () => {
    const figure = fc.double({ min: 0, max: 1e18, noNaN: true });
    const row = fc.tuple(
      fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
      figure,
      figure,
      figure,
      figure,
      figure,
      fc.oneof(figure, fc.constant(NaN)),
      fc.oneof(fc.nat(), fc.constant(NaN)),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        expect(hashOf(rows)).toBe(bitsOf(rows));
      }),
    );
  });

  it('is zero of no bars', () => {
    expect(hashOf([])).toBe('0'.repeat(256));
  });
});
