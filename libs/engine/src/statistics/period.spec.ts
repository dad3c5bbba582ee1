import { describe, expect, it } from '@jest/globals';
import type { MarketData, Statistics, Timeframe } from '../index.js';
import { finish, flat, handBars, type HandBar, MONDAY, play, scripted } from '../fixtures/play.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// One unit from the open of bar 1 at 100 on, with 1,000 of money: equity is the close plus 900.
function statisticsOf(
  closes: readonly number[],
  timeframe: Timeframe,
  more: Partial<MarketData> = {},
): Statistics {
  const rows: HandBar[] = closes.map((c) => [100, Math.max(c, 100), Math.min(c, 100), c]);
  const bars = handBars(rows, timeframe);
  const data = { timeframe, bars, ...more };
  return play(rows, { 0: ({ buy }) => buy({ size: 1 }) }, { initialCapital: 1000 }, data).result
    .statistics;
}

function timesOf(length: number, keep: (time: number) => boolean, step = DAY): Float64Array {
  const times: number[] = [];
  for (let time = MONDAY; times.length < length; time += step) if (keep(time)) times.push(time);
  return Float64Array.from(times);
}

const weekday = (time: number) => new Date(time).getUTCDay();

// The yearly volatility of two returns is |a − b| / √2 · √A.
const volatility = (a: number, b: number, perYear: number) =>
  (Math.abs(a - b) / Math.SQRT2) * Math.sqrt(perYear);

describe('periods', () => {
  it('end with the UTC day, whatever the bars inside', () => {
    const statistics = statisticsOf([100, 150, 90, 110, 100, 80, 105, 130], '6h');
    expect(statistics.periods).toBe(2);
    expect(statistics.volatility_annual).toBeCloseTo(
      volatility(1010 / 1000 - 1, 1030 / 1010 - 1, 365),
      10,
    );
  });

  it("end with the session's day where the symbol has a zone", () => {
    // Twelve hours ahead of UTC, days end at noon UTC: bars 0 and 1, 2 to 5, 6 and 7.
    const settings = { sessionOffsets: [{ from: 0, minutes: 720 }] };
    const statistics = statisticsOf([100, 150, 90, 110, 100, 80, 105, 130], '6h', { settings });
    expect(statistics.periods).toBe(3);
  });

  it('of several symbols are those of the zone that they share, else of UTC', () => {
    const zones = (a: number, b: number) => {
      const data = [a, b].map((minutes, k) => ({
        symbol: 'AB'[k],
        timeframe: '6h' as const,
        bars: handBars(flat(8), '6h'),
        settings: { sessionOffsets: [{ from: 0, minutes }] },
      }));
      return finish(scripted({}), data).result.statistics.periods;
    };
    // Noon to noon: three days are touched. Midnight to midnight: two.
    expect(zones(720, 720)).toBe(3);
    expect(zones(720, 0)).toBe(2);
    expect(zones(0, 720)).toBe(2);
  });

  it('are the bars themselves where they are days, whatever the zone', () => {
    // Five hours behind UTC a bar of Monday 00:00 UTC is not one of Sunday.
    const settings = { sessionOffsets: [{ from: 0, minutes: -300 }] };
    const time = timesOf(40, (each) => weekday(each) % 6 !== 0);
    const bars = { ...handBars(flat(40)), time };
    const statistics = statisticsOf(Array(40).fill(100), '1d', { bars, settings });
    expect(statistics).toMatchObject({ periods: 40, periods_per_year: 252 });
  });

  it('keep a Sunday to itself where the week ends on Thursday', () => {
    for (const shift of [0, -2 * HOUR]) {
      // Sunday to Thursday, or Monday to Friday stamped at 22:00 of the day before.
      const time = timesOf(40, (each) => weekday(each + shift) < 5).map((each) => each + shift);
      const bars = { ...handBars(flat(40)), time };
      const statistics = statisticsOf(Array(40).fill(100), '1d', { bars });
      expect(statistics).toMatchObject({ periods: 40, periods_per_year: 252 });
    }
  });

  it('carry equity over days without bars where weekends trade', () => {
    const time = Float64Array.from([0, 1, 4], (day) => MONDAY + day * DAY);
    const bars = { ...handBars([...flat(1), ...flat(2)]), time };
    const settings = { alwaysOpen: true };
    const statistics = statisticsOf([100, 100, 100], '1d', { bars, settings });
    expect(statistics).toMatchObject({ periods: 5, periods_per_year: 365 });
  });

  it('leave out days without bars where weekends do not trade', () => {
    const time = Float64Array.from([0, 1, 4], (day) => MONDAY + day * DAY);
    const bars = { ...handBars(flat(3)), time };
    const settings = { alwaysOpen: false };
    const statistics = statisticsOf([100, 100, 100], '1d', { bars, settings });
    expect(statistics).toMatchObject({ periods: 3, periods_per_year: 252 });
  });

  it('number 365 a year where the data trades at weekends and 252 where it does not', () => {
    const every = { ...handBars(flat(40)), time: timesOf(40, () => true) };
    expect(statisticsOf(Array(40).fill(100), '1d', { bars: every }).periods_per_year).toBe(365);
    const working = {
      ...handBars(flat(40)),
      time: timesOf(40, (time) => weekday(time) % 6 !== 0),
    };
    const statistics = statisticsOf(Array(40).fill(100), '1d', { bars: working });
    expect(statistics).toMatchObject({ periods: 40, periods_per_year: 252 });
  });

  it('count the Sunday bars of foreign exchange as Monday', () => {
    // Open from Sunday 22:00 to Friday 22:00, two weeks of it.
    const open = (time: number) => {
      const hour = (time % DAY) / HOUR;
      if (weekday(time) === 6) return false;
      if (weekday(time) === 0) return hour >= 22;
      return weekday(time) !== 5 || hour < 22;
    };
    const time = timesOf(238, open, HOUR);
    const bars = { ...handBars(flat(238), '1h'), time };
    const statistics = statisticsOf(Array(238).fill(100), '1h', { bars });
    expect(statistics).toMatchObject({ periods: 10, periods_per_year: 252 });
  });

  it('are the bars themselves where they are slower than a day', () => {
    const weekly = statisticsOf([100, 110, 121], '1w');
    expect(weekly).toMatchObject({ periods: 3, periods_per_year: 52 });
    const time = Float64Array.from([0, 31, 60], (day) => MONDAY + day * DAY);
    const bars = { ...handBars(flat(3)), time };
    expect(statisticsOf([100, 100, 100], '1M', { bars })).toMatchObject({
      periods: 3,
      periods_per_year: 12,
    });
  });
});

describe('fewer than 30 returns', () => {
  const { result } = play(flat(29), {});

  it('leave ratios null, with the reason beside them', () => {
    for (const name of ['sharpe', 'sortino', 'calmar', 'alpha', 'beta', 'information_ratio']) {
      expect(result.statistics[name]).toBeNull();
      expect(result.reasons[name]).toBe('needs 30 returns, has 29');
    }
  });

  it('are enough from 30 on', () => {
    const rows: HandBar[] = Array.from({ length: 30 }, (_, i) => {
      const price = 100 + (i % 3);
      return [price, price, price, price];
    });
    expect(play(rows, { 0: ({ buy }) => buy() }).result.statistics.sharpe).not.toBeNull();
  });
});
