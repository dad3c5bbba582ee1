import { describe, expect, it } from '@jest/globals';
import { tableFromIPC } from 'apache-arrow';
import type { BarBatch } from '@app/kline';
import { barsArrow } from './bars.arrow.js';
import { barsCsv } from './bars.csv.js';

function batchOf(rows: number, firstMs: number): BarBatch {
  const column = (value: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, i) => value(i));
  return {
    time: column((i) => firstMs + i * 60_000),
    open: column((i) => 0.1 + i / 3),
    high: column((i) => 1e21 + i),
    low: column(() => 5e-324),
    close: column((i) => i / 7),
    volume: column((i) => i),
    quoteVolume: column((i) => (i % 2 === 0 ? NaN : i / 9)),
    trades: column((i) => (i % 3 === 0 ? NaN : i)),
  };
}

async function* batches(...sizes: number[]): AsyncGenerator<BarBatch> {
  let firstMs = 1_483_228_800_000;
  for (const size of sizes) {
    yield batchOf(size, firstMs);
    firstMs += size * 60_000;
  }
}

describe('barsCsv', () => {
  it('writes a header and numbers that read back as they were', async () => {
    let csv = '';
    for await (const piece of barsCsv(batches(2, 1))) csv += piece;
    expect(csv.split('\r\n')).toEqual([
      'open_time,open,high,low,close,volume,quote_volume,trades',
      '2017-01-01T00:00:00.000Z,0.1,1e+21,5e-324,0,0,,',
      `2017-01-01T00:01:00.000Z,${0.1 + 1 / 3},1e+21,5e-324,${1 / 7},1,${1 / 9},1`,
      '2017-01-01T00:02:00.000Z,0.1,1e+21,5e-324,0,0,,',
      '',
    ]);
  });
});

async function arrowTable(...sizes: number[]) {
  const pieces: Uint8Array[] = [];
  for await (const piece of barsArrow(batches(...sizes), 'A/B', '1m')) pieces.push(piece);
  return tableFromIPC(Buffer.concat(pieces));
}

describe('barsArrow', () => {
  it('writes one stream of several batches that the library reads back', async () => {
    const table = await arrowTable(10, 3);
    expect(table.batches.map(({ numRows }) => numRows)).toEqual([10, 3]);
    expect(Object.fromEntries(table.schema.metadata)).toEqual({ symbol: 'A/B', timeframe: '1m' });
    expect(table.get(1)?.toJSON()).toEqual({
      open_time: 1_483_228_860_000,
      open: 0.1 + 1 / 3,
      high: 1e21 + 1,
      low: 5e-324,
      close: 1 / 7,
      volume: 1,
      quote_volume: 1 / 9,
      trades: 1,
    });
    expect(table.get(12)?.toJSON()).toMatchObject({ quote_volume: null, trades: 2 });
  });

  it('writes an empty stream that still has its schema', async () => {
    const table = await arrowTable();
    expect(table.numRows).toBe(0);
    expect(table.schema.names).toHaveLength(8);
  });
});
