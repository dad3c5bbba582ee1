import { describe, expect, it } from '@jest/globals';
import type { RowBatch } from '../formats/index.js';
import { BarSieve, RateSieve } from './row-sieve.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

type Row = Partial<Record<Exclude<keyof RowBatch, 'count'>, number>>;

/** Makes a batch whose arrays are longer than its rows, as those of readers are. */
const batchOf = (rows: Row[]): RowBatch => {
  const column = (name: keyof Row, usual: (i: number) => number) =>
    Float64Array.from({ length: rows.length + 3 }, (_, i) => rows[i]?.[name] ?? usual(i));
  return {
    count: rows.length,
    line: column('line', (i) => i + 2),
    time: column('time', (i) => START + i * HOUR),
    open: column('open', () => 10),
    high: column('high', () => 12),
    low: column('low', () => 9),
    close: column('close', () => 11),
    volume: column('volume', () => 5),
    quoteVolume: column('quoteVolume', () => NaN),
    trades: column('trades', () => NaN),
  };
};
const taken = ({ columns, count }: { columns: Float64Array[]; count: number }) =>
  columns.map((column) => [...column.subarray(0, count)]);

describe('BarSieve', () => {
  it('takes sound bars in the order of the table, and packs them to the front', () => {
    const rows = batchOf([{}, { low: 13 }, { volume: 7, trades: 3 }]);
    const sifted = new BarSieve('1h').sift(rows);
    expect(taken(sifted)).toEqual([
      [START, START + 2 * HOUR],
      [10, 10],
      [12, 12],
      [9, 9],
      [11, 11],
      [5, 7],
      [NaN, NaN],
      [NaN, 3],
    ]);
    expect([...sifted.line.subarray(0, 2)]).toEqual([2, 4]);
  });

  it('names the line, the rule and the figures of a bar that breaks one', () => {
    const { refused } = new BarSieve('1h').sift(batchOf([{ line: 7, low: 13 }, { open: NaN }]));
    expect(refused).toEqual([
      { line: 7, reason: 'high-not-highest', text: '2024-01-01T00:00:00.000Z,10,12,13,11,5' },
      { line: 3, reason: 'not-finite', text: '2024-01-01T01:00:00.000Z,NaN,12,9,11,5' },
    ]);
  });

  it('takes a volume that is not told for none', () => {
    const sifted = new BarSieve('1h').sift(batchOf([{ volume: NaN }]));
    expect(taken(sifted)[5]).toEqual([0]);
  });

  it('finds the grid of a new series in its first bars, and keeps to it', () => {
    const sieve = new BarSieve('1d');
    const day = (i: number, more = 0) => ({ time: START + i * 24 * HOUR + 13.5 * HOUR + more });
    const days = Array.from({ length: 10 }, (_, i) => day(i, i === 2 ? 60_000 : 0));
    const first = sieve.sift(batchOf(days));
    expect(sieve.grid).toEqual({ gridOffsetMs: 13.5 * HOUR, gridZone: null });
    expect(first.refused).toMatchObject([{ line: 4, reason: 'open-time-off-grid' }]);
    const later = sieve.sift(batchOf([day(10, HOUR), day(11)]));
    expect([later.count, later.refused.length]).toEqual([1, 1]);
  });

  it('keeps to the grid of a series that has one', () => {
    const { count, refused } = new BarSieve('1d', { gridOffsetMs: 13.5 * HOUR }).sift(
      batchOf([{}]),
    );
    expect([count, refused[0]?.reason]).toEqual([0, 'open-time-off-grid']);
  });

  it('refuses times that cannot be stored, and trades that are no number of trades', () => {
    const rows = batchOf([{ time: NaN }, { time: 1e17 }, { trades: 1.5 }, { trades: 2 ** 31 }]);
    expect(new BarSieve('1h').sift(rows).refused.map(({ reason }) => reason)).toEqual([
      'open-time-out-of-range',
      'open-time-out-of-range',
      'trades-not-whole',
      'trades-not-whole',
    ]);
  });
});

describe('RateSieve', () => {
  it('takes the rates of exact times, and refuses percentages', () => {
    const rows = batchOf([
      { time: START + 3, open: 0.0001 },
      { time: START + 4, open: 1.5 },
      { time: START + 5, open: -0.0002 },
    ]);
    const sifted = new RateSieve().sift(rows);
    expect(taken(sifted)).toEqual([
      [START + 3, START + 5],
      [0.0001, -0.0002],
    ]);
    expect(sifted.refused).toEqual([{ line: 3, reason: 'rate-out-of-range', text: '1.5' }]);
  });
});
