import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Bars, BAR_COLUMNS } from '@app/engine';
import { type BarBatch, batchOf, emptyBatch, sliceBatch } from './bar-batch.js';
import { holesOf, joinNearest } from './fill-parts.js';
import { filledBatches } from './filled-batches.js';
import { fillBars, filledRange, type FilledSource, isWhole, withinRange } from './filled-bars.js';
import { Series } from './series.entity.js';
import { UTC_DAYS } from './session-days.js';

const HOUR = 3_600_000;

// Bars at some hours, all of whose figures are one number.
function barsAt(hours: readonly number[], figure: number): Bars {
  const column = () => new Float64Array(hours.length).fill(figure);
  const rest = Object.fromEntries(BAR_COLUMNS.map((name) => [name, column()]));
  return { ...(rest as unknown as Bars), time: Float64Array.from(hours, (hour) => hour * HOUR) };
}

function series(timeframe: '1h' | '1m', fromHour: number, toHour: number) {
  const last = timeframe === '1h' ? toHour * HOUR : (toHour + 1) * HOUR - 60_000;
  return Object.assign(new Series(), {
    id: 1,
    version: 1,
    timeframe,
    gridOffsetMs: 0,
    gridZone: null,
    count: 1,
    days: UTC_DAYS,
    first: new Date(fromHour * HOUR),
    last: new Date(last),
  });
}

const hours = fc
  .uniqueArray(fc.nat(40), { maxLength: 30 })
  .map((all) => all.toSorted((a, b) => a - b));

describe('stored bars that are filled', () => {
  it('are all stored ones and, at other times, those that are built, oldest first', () => {
    fc.assert(
      fc.property(hours, hours, (own, built) => {
        const all = fillBars(barsAt(own, 1), barsAt(built, 2));
        const want = [...new Set([...own, ...built])].toSorted((a, b) => a - b);
        expect([...all.time]).toEqual(want.map((hour) => hour * HOUR));
        const figures = want.map((hour) => (own.includes(hour) ? 1 : 2));
        for (const column of BAR_COLUMNS.slice(1)) expect([...all[column]]).toEqual(figures);
      }),
    );
  });

  it('are the same in batches, whatever their sizes', async () => {
    const inBatches = async function* (bars: Bars, size: number): AsyncGenerator<BarBatch> {
      // One memory for all of them, as of those that are read.
      const batch = emptyBatch(size);
      for (let from = 0; from < bars.time.length; from += size) {
        const to = Math.min(bars.time.length, from + size);
        for (const column of BAR_COLUMNS) batch[column].set(bars[column].subarray(from, to));
        yield sliceBatch(batch, 0, to - from);
      }
    };
    const size = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(hours, hours, size, async (own, built, builtSize) => {
        const [stored, made] = [barsAt(own, 1), barsAt(built, 2)];
        const times: number[] = [];
        const closes: number[] = [];
        const batches = filledBatches(batchOf(stored), inBatches(made, builtSize));
        for await (const { time, close } of batches) {
          times.push(...time);
          closes.push(...close);
        }
        const want = fillBars(stored, made);
        expect([times, closes]).toEqual([[...want.time], [...want.close]]);
      }),
    );
  });

  const source: FilledSource = { ...series('1h', 10, 20), filler: series('1m', 5, 30) };
  const range = (from: number, to: number) => ({ startMs: from * HOUR, endMs: to * HOUR });

  it('are looked for wherever either series has any', () => {
    const holes = (own: number[], asked: { startMs: number; endMs: number }) => {
      const held = filledRange(asked, source, '1h');
      return held && holesOf(barsAt(own, 1).time, held, source, '1h');
    };
    expect(filledRange(range(0, 100), source, '1h')).toEqual({
      startMs: 5 * HOUR,
      endMs: 30 * HOUR + 1,
    });
    expect(holes([10, 11, 12], range(10, 13))).toEqual([]);
    expect(holes([10, 12, 13], range(10, 14))).toEqual([range(11, 12)]);
    expect(holes([10, 12, 14], range(10, 16))).toEqual([
      range(11, 12),
      range(13, 14),
      range(15, 16),
    ]);
    expect(holes([10], range(0, 100))).toEqual([range(5, 10), range(11, 31)]);
    expect(holes([], range(40, 50))).toBeUndefined();
  });

  it('are built in no more parts than are asked for, the nearest together', () => {
    const parts = [range(1, 2), range(3, 4), range(9, 10), range(11, 12), range(20, 21)];
    expect(joinNearest(parts, 5)).toEqual(parts);
    expect(joinNearest(parts, 3)).toEqual([range(1, 4), range(9, 12), range(20, 21)]);
    expect(joinNearest(parts, 1)).toEqual([range(1, 21)]);
    expect(joinNearest([], 3)).toEqual([]);
    const even = [range(0, 1), range(2, 3), range(4, 5), range(6, 7)];
    expect(joinNearest(even, 2)).toHaveLength(2);
  });

  it('need nothing built where as many are stored as there are places', () => {
    expect(isWhole(3, range(10, 13), source, '1h')).toBe(true);
    expect(isWhole(2, range(10, 13), source, '1h')).toBe(false);
    expect(isWhole(0, range(40, 50), source, '1h')).toBe(true);
  });

  it('are cut to a range and the warm-up before it', () => {
    const cut = withinRange(barsAt([1, 2, 3, 4, 5, 6], 1), range(4, 6), 2);
    expect([...cut.time]).toEqual([2, 3, 4, 5].map((hour) => hour * HOUR));
    expect(cut.time.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
