import { describe, expect, it } from '@jest/globals';
import type { LoadedBars } from '../loaded-bars.js';
import { sharedBars } from '../shared-bars.js';
import { GapFinder } from './gap-finder.service.js';
import { learnWeek, type MarketWeek } from './gaps.js';
import { type BarRuns, findHoles } from './holes.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Makes a load of bars at some hours, the first ones warm-up. */
function loadOf(hours: number[], changes: Partial<LoadedBars> = {}): LoadedBars {
  const columns = sharedBars(hours.length);
  columns.time.set(hours.map((hour) => hour * HOUR));
  const held = { startMs: hours[0] * HOUR, endMs: hours[hours.length - 1] * HOUR + 1 };
  return {
    seriesId: 1,
    storedTimeframe: '1h',
    version: 1,
    columns,
    firstIndex: 0,
    held,
    sourceRange: held,
    gridOffsetMs: 0,
    gridZone: null,
    ...changes,
  };
}

const terms = { symbol: 'BTC', timeframe: '1h', zone: 'UTC' } as const;

/** Finds gaps in the week of some market, and of some stored runs. */
function finderOf(week: MarketWeek | null = null, runs: BarRuns = { starts: [], ends: [] }) {
  const asked: string[] = [];
  const finder = new GapFinder(
    {
      runs: (_loaded, _symbol, range) => {
        asked.push(`runs from ${range?.startMs} to ${range?.endMs}`);
        return Promise.resolve(runs);
      },
    },
    {
      of: (_loaded, { zone }) => {
        asked.push(`week of ${zone}`);
        return Promise.resolve(week);
      },
    },
  );
  return { finder, asked };
}

describe('the gaps of loaded bars', () => {
  it('are told with the share that is missing', async () => {
    const loaded = loadOf([0, 1, 2, 5, 6, 7, 8, 9]);
    const found = await finderOf().finder.summary(loaded, terms);
    expect(found).toEqual({ gaps: 1, missingBars: 2, missingShare: 0.2 });
  });

  it('are none of the warm-up, and count from the start of the range to its end', async () => {
    const held = { startMs: 4 * HOUR, endMs: 10 * HOUR };
    const loaded = loadOf([0, 2, 5, 6, 7, 8], { firstIndex: 2, held, sourceRange: held });
    const found = await finderOf().finder.summary(loaded, terms);
    expect(found).toEqual({ gaps: 2, missingBars: 2, missingShare: 2 / 6 });
  });

  it('are those of the stored bars where they were resampled', async () => {
    // Of the minutes from 0:00 to 4:00 those of 1:10 to 3:20 and of the last half hour lack; the hour of 2:00 is no bar.
    const sourceRange = { startMs: 0, endMs: 4 * HOUR };
    const loaded = loadOf([0, 1, 3], { storedTimeframe: '1m', sourceRange });
    const runs = { starts: [0, 200 * MINUTE], ends: [69 * MINUTE, 209 * MINUTE] };
    const { finder, asked } = finderOf(null, runs);
    const found = await finder.summary(loaded, terms);
    expect(found).toEqual({ gaps: 2, missingBars: 160, missingShare: 160 / 240 });
    expect(asked).toEqual([`runs from 0 to ${4 * HOUR}`, 'week of UTC']);
  });

  it('are looked for once in a load and zone, and not without a bar', async () => {
    const loaded = loadOf([0, 1, 3]);
    const { finder, asked } = finderOf();
    const first = await finder.summary(loaded, terms);
    expect(await finder.summary(loaded, terms)).toBe(first);
    expect(asked).toEqual(['week of UTC']);
    await finder.summary(loaded, { ...terms, zone: 'Asia/Tokyo' });
    expect(asked).toEqual(['week of UTC', 'week of Asia/Tokyo']);
    expect(await finder.summary(loadOf([0], { firstIndex: 1 }), terms)).toBeNull();
    const none = loadOf([0], { storedTimeframe: '1m' });
    expect(await finder.summary(none, terms)).toBeNull();
  });

  it('ask nothing more where there is no hole', async () => {
    const { finder, asked } = finderOf();
    const found = await finder.summary(loadOf([0, 1, 2]), terms);
    expect(found).toEqual({ gaps: 0, missingBars: 0, missingShare: 0 });
    expect(asked).toEqual([]);
  });

  it('of a short range are told by the week of the whole series', async () => {
    // From nine to five on each day, so that a hole of an evening is no gap.
    const hours = Array.from({ length: 60 * 24 }, (_, hour) => hour);
    const open = hours.filter((hour) => hour % 24 >= 9 && hour % 24 < 17);
    const { columns, held } = loadOf(open);
    const week = learnWeek(findHoles(columns.time, '1h', held), 'UTC');
    const evening = loadOf([38 * 24 + 15, 38 * 24 + 16, 39 * 24 + 9, 39 * 24 + 11]);
    const found = await finderOf(week).finder.summary(evening, terms);
    expect(found).toMatchObject({ gaps: 1, missingBars: 1 });
  });
});
