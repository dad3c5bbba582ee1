import { describe, expect, it } from '@jest/globals';
import type { LoadedBars } from '../bar-store.js';
import { sharedBars } from '../shared-bars.js';
import { GapFinder } from './gap-finder.service.js';

const HOUR = 3_600_000;

/** Makes a load of bars at some hours, the first ones warm-up. */
function loadOf(hours: number[], changes: Partial<LoadedBars> = {}): LoadedBars {
  const columns = sharedBars(hours.length);
  columns.time.set(hours.map((hour) => hour * HOUR));
  return {
    seriesId: 1,
    storedTimeframe: '1h',
    version: 1,
    columns,
    firstIndex: 0,
    held: { startMs: hours[0] * HOUR, endMs: hours[hours.length - 1] * HOUR + 1 },
    gridOffsetMs: 0,
    ...changes,
  };
}

const terms = { symbol: 'BTC', timeframe: '1h', zone: 'UTC' } as const;

/** Finds gaps in a series of which nothing else than `around` is stored. */
function finderOf(around: LoadedBars): { finder: GapFinder; loads: number[][] } {
  const loads: number[][] = [];
  const load = (_symbol: string, _timeframe: string, startMs: number, endMs: number) => {
    loads.push([startMs / HOUR, endMs / HOUR]);
    return Promise.resolve(around);
  };
  return { finder: new GapFinder({ load }), loads };
}

describe('the gaps of loaded bars', () => {
  it('are told with the share that is missing', async () => {
    const loaded = loadOf([0, 1, 2, 5, 6, 7, 8, 9]);
    const found = await finderOf(loaded).finder.summary(loaded, terms);
    expect(found).toEqual({ gaps: 1, missingBars: 2, missingShare: 0.2 });
  });

  it('are none of the warm-up, and count from the start of the range', async () => {
    const held = { startMs: 4 * HOUR, endMs: 8 * HOUR + 1 };
    const loaded = loadOf([0, 2, 5, 6, 7, 8], { firstIndex: 2, held });
    const found = await finderOf(loadOf([5, 6, 7, 8])).finder.summary(loaded, terms);
    expect(found).toMatchObject({ gaps: 1, missingBars: 1 });
  });

  it('are none of a resampled bar that is not over', async () => {
    const held = { startMs: 0, endMs: 5 * HOUR + 1 };
    const loaded = loadOf([0, 1, 2, 3, 4], { storedTimeframe: '1m', held });
    const { finder } = finderOf(loaded);
    expect((await finder.summary(loaded, terms))?.gaps).toBe(0);
    const stored: LoadedBars = { ...loaded, storedTimeframe: '1h' };
    expect((await finder.summary(stored, terms))?.gaps).toBe(1);
  });

  it('are looked for once in a load, and not without a bar', async () => {
    const loaded = loadOf([0, 1, 3]);
    const { finder, loads } = finderOf(loaded);
    const first = await finder.summary(loaded, terms);
    expect(await finder.summary(loaded, terms)).toBe(first);
    expect(loads).toHaveLength(1);
    expect(await finder.summary(loadOf([0], { firstIndex: 1 }), terms)).toBeNull();
  });

  it('of a short range are told by the four weeks around it', async () => {
    // From nine to five on each day, so that a hole of an evening is no gap.
    const hours = Array.from({ length: 60 * 24 }, (_, hour) => hour);
    const around = loadOf(hours.filter((hour) => hour % 24 >= 9 && hour % 24 < 17));
    const evening = loadOf([38 * 24 + 15, 38 * 24 + 16, 39 * 24 + 9, 39 * 24 + 11]);
    const { finder, loads } = finderOf(around);
    expect(await finder.summary(evening, terms)).toMatchObject({ gaps: 1, missingBars: 1 });
    const weeks = 28 * 24;
    const [[from, to]] = loads;
    expect([from, Math.floor(to)]).toEqual([38 * 24 + 15 - weeks, 39 * 24 + 11 + weeks]);
    // A range without a hole, or a long one, needs no more.
    await finder.find(loadOf([0, 1, 2]), terms);
    await finder.find(around, terms);
    expect(loads).toHaveLength(1);
  });
});
