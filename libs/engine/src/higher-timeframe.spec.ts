import { describe, expect, it } from '@jest/globals';
import { barsOf, flat } from '../test/scenario.js';
import { defineStrategy, runBacktest, type SymbolSettings, type Timeframe } from './index.js';
import { HigherTimeframe } from './higher-timeframe.js';

const HOUR = 3_600_000;
const bars = barsOf(
  Array.from({ length: 12 }, (_, i) => flat(i + 1)),
  HOUR,
);

describe('a higher timeframe', () => {
  it('shows the bar [T, T+TF) from the first base bar whose close time is at or after its end', () => {
    const higher = new HigherTimeframe('4h', bars, '1h', 0);
    expect([...higher.visibleAt]).toEqual([3, 7, 11]);
    expect([...higher.bars.close]).toEqual([4, 8, 12]);
  });

  it('waits for the next base bar where the one that would end it is missing', () => {
    const gap = barsOf(
      Array.from({ length: 9 }, (_, i) => flat(i + 1)),
      HOUR,
    );
    for (let i = 3; i < 9; i++) gap.time[i] += HOUR;
    const higher = new HigherTimeframe('4h', gap, '1h', 0);
    expect(higher.visibleAt[0]).toBe(3);
  });

  it('is seen by a strategy only bar by closed bar, with its own bars back', () => {
    const seen: string[] = [];
    runBacktest({
      strategy: defineStrategy({
        name: 'higher',
        init: ({ timeframe }) => ({ four: timeframe('4h').close }),
        next: ({ four }) => void seen.push(`${four.now}/${four.ago(1)}/${four.length}`),
      }),
      data: [{ symbol: 'X', timeframe: '1h', bars }],
    });
    expect(seen.slice(2, 9)).toEqual([
      'NaN/NaN/0',
      '4/NaN/1',
      '4/NaN/1',
      '4/NaN/1',
      '4/NaN/1',
      '8/4/2',
      '8/4/2',
    ]);
  });

  it('makes days of the session only of bars that open by the clocks of a zone', () => {
    const fours = barsOf(
      Array.from({ length: 12 }, (_, i) => flat(i + 1)),
      4 * HOUR,
    );
    const run = (timeframe: Timeframe, settings: SymbolSettings) =>
      runBacktest({
        strategy: defineStrategy({
          name: 'days',
          init: (ctx) => ({ longer: ctx.timeframe(timeframe) }),
          next: () => undefined,
        }),
        data: [{ symbol: 'X', timeframe: '4h', bars: fours, followsClocks: true, settings }],
      });
    const session = { sessionOffsets: [{ from: 0, minutes: -240 }] };
    expect(() => run('12h', session)).toThrow('open by the clocks of a zone');
    expect(() => run('1d', {})).toThrow('open by the clocks of a zone');
    expect(run('1d', session).stopped).toBe(false);
  });

  it('holds next back until its indicators have values', () => {
    const started: number[] = [];
    runBacktest({
      strategy: defineStrategy({
        name: 'held',
        init: ({ timeframe, indicator }) => ({ mean: indicator.sma(timeframe('4h').close, 2) }),
        next: ({ mean }, { index }) => void started.push(index, mean.now),
      }),
      data: [{ symbol: 'X', timeframe: '1h', bars }],
    });
    expect(started.slice(0, 2)).toEqual([7, 6]);
  });

  it('stands on the grid of bars that do not open on the hour', () => {
    const half = { ...bars, time: bars.time.map((time) => time + HOUR / 2) };
    const higher = new HigherTimeframe('4h', half, '1h', HOUR / 2);
    expect([...higher.bars.time]).toEqual([0, 4, 8].map((hour) => half.time[hour]));
    expect([...higher.visibleAt]).toEqual([3, 7, 11]);
    const seen: number[] = [];
    const strategy = defineStrategy({
      name: 'half',
      init: ({ timeframe }) => ({ four: timeframe('4h').close }),
      next: ({ four }) => void seen.push(four.now),
    });
    const data = { symbol: 'X', timeframe: '1h' as const, bars: half, gridOffsetMs: HOUR / 2 };
    runBacktest({ strategy, data: [data] });
    expect(seen.slice(2, 8)).toEqual([NaN, 4, 4, 4, 4, 8]);
  });

  it('of a day is the day of the session also where bars do not open on the hour', () => {
    // Days of UTC+05:30 begin at 18:30 UTC; bars of 6 h from 00:30 on: bars 3 and 7 open a day.
    const settings = { sessionOffsets: [{ from: 0, minutes: 330 }] };
    const six = barsOf(
      Array.from({ length: 8 }, (_, i) => flat(i + 1)),
      6 * HOUR,
    );
    six.time.forEach((time, i) => (six.time[i] = time + HOUR / 2));
    const higher = new HigherTimeframe('1d', six, '6h', HOUR / 2, settings);
    expect([...higher.bars.close]).toEqual([3, 7, 8]);
    expect(higher.bars.time[1]).toBe(six.time[0] - HOUR / 2 + 18.5 * HOUR);
  });

  it('is refused where a bar lies across the end of a day of the session', () => {
    // Days of UTC+05:30 begin at 18:30 UTC, within the bar from 18:00 to 19:00.
    const settings = { sessionOffsets: [{ from: 0, minutes: 330 }] };
    const hours = barsOf(
      Array.from({ length: 30 }, (_, i) => flat(i + 1)),
      HOUR,
    );
    const name = new Date(hours.time[18]!).toISOString();
    expect(() => new HigherTimeframe('1d', hours, '1h', 0, settings)).toThrow(
      `that of ${name} goes on beyond`,
    );
    const strategy = defineStrategy({
      name: 'across',
      init: ({ timeframe }) => ({ day: timeframe('1d').close }),
      next: () => undefined,
    });
    const data = { symbol: 'X', timeframe: '1h' as const, bars: hours, settings };
    expect(() => runBacktest({ strategy, data: [data] })).toThrow(
      'Bars of 1d cannot be made of bars of 1h',
    );
    const before = { ...hours };
    for (const column of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
      before[column] = hours[column].filter((_, i) => i % 24 !== 18);
    }
    expect([...new HigherTimeframe('1d', before, '1h', 0, settings).bars.close]).toEqual([18, 30]);
  });

  it('cannot be finer than the bars', () => {
    const strategy = defineStrategy({
      name: 'finer',
      init: ({ timeframe }) => ({ fine: timeframe('1m') }),
      next: () => undefined,
    });
    expect(() => runBacktest({ strategy, data: [{ symbol: 'X', timeframe: '1h', bars }] })).toThrow(
      'Bars of 1m cannot be made of bars of 1h.',
    );
  });

  it('of a day is the day of the session', () => {
    const days = (minutes: number) => {
      const settings = { sessionOffsets: [{ from: 0, minutes }] };
      const six = barsOf(
        Array.from({ length: 10 }, (_, i) => flat(i + 1)),
        6 * HOUR,
      );
      return new HigherTimeframe('1d', six, '6h', 0, settings);
    };
    expect([...days(0).bars.close]).toEqual([4, 8, 10]);
    // Six hours ahead of UTC, days start at 18:00 UTC: bars 3 and 7.
    expect([...days(360).bars.close]).toEqual([3, 7, 10]);
    expect([...days(360).visibleAt]).toEqual([2, 6, 10]);
    expect(days(360).bars.time[1]).toBe(bars.time[0] + 18 * HOUR);
  });

  it('of a week is of the session also where days are built by it, but of dates where they are dates', () => {
    // New York's 17:00 in winter: days open at 22:00 UTC of the day before, the week on Sunday.
    const settings = { sessionOffsets: [{ from: 0, minutes: 120 }] };
    const week = (first: string) => {
      const days = barsOf(
        Array.from({ length: 10 }, (_, i) => flat(i + 1)),
        24 * HOUR,
      );
      for (let i = 0; i < 10; i++) days.time[i] = Date.parse(first) + i * 24 * HOUR;
      return new HigherTimeframe('1w', days, '1d', 0, settings).bars;
    };
    expect([...week('2024-01-07T22:00Z').close]).toEqual([7, 10]);
    expect(week('2024-01-07T22:00Z').time[0]).toBe(Date.parse('2024-01-07T22:00Z'));
    expect([...week('2024-01-08T00:00Z').close]).toEqual([7, 10]);
    expect(week('2024-01-08T00:00Z').time[0]).toBe(Date.parse('2024-01-08T00:00Z'));
  });
});
