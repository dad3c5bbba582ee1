import { describe, expect, it } from '@jest/globals';
import { findSpikes, SpikeFinder } from './spikes.js';

const MINUTE = 60_000;

/** Makes bars whose returns are a thousandth up, none, a thousandth down and none in turn: of 256, half are that far off the median. */
function calm(count: number) {
  const close = Float64Array.from({ length: count }, (_, i) =>
    i % 4 === 1 || i % 4 === 2 ? 100.1 : 100,
  );
  const time = Float64Array.from({ length: count }, (_, i) => i * MINUTE);
  const volume = new Float64Array(count).fill(1);
  return { time, open: close.slice(), high: close.slice(), low: close.slice(), close, volume };
}

const counts = ({ returning, jumps }: { returning: number; jumps: number }) => [returning, jumps];

describe('spikes', () => {
  it('are none where prices are as they always are', () => {
    expect(counts(findSpikes(calm(1000), MINUTE))).toEqual([0, 0]);
    expect(counts(findSpikes(calm(1), MINUTE))).toEqual([0, 0]);
  });

  it('are closes that leave and come back, up or down, counted once', () => {
    for (const factor of [1.1, 0.9]) {
      const bars = calm(1000);
      bars.close[500] *= factor;
      bars.high[500] = Math.max(bars.high[500], bars.close[500]);
      bars.low[500] = Math.min(bars.low[500], bars.close[500]);
      expect(findSpikes(bars, MINUTE)).toEqual({ returning: 1, jumps: 0, rows: [500] });
    }
  });

  it('come back within three bars or are jumps', () => {
    const moved = (rows: number) => {
      const bars = calm(1000);
      for (let i = 500; i < 500 + rows; i++) bars.close[i] *= 1.1;
      return counts(findSpikes({ ...bars, high: bars.close, low: bars.close }, MINUTE));
    };
    expect(moved(3)).toEqual([1, 0]);
    // Both the way there and the way back stay for more than three bars.
    expect(moved(4)).toEqual([0, 2]);
    expect(moved(500)).toEqual([0, 1]);
  });

  it('are highs and lows beyond both closes', () => {
    const bars = calm(1000);
    bars.high[300] = 1000;
    bars.low[700] = 0.06;
    expect(findSpikes(bars, MINUTE).rows).toEqual([300, 700]);
  });

  it('begin at twenty times the usual, 20 · 1.4826 · 0.001 here', () => {
    const withHigh = (factor: number) => {
      const bars = calm(1000);
      bars.high[500] = 100 * factor;
      return findSpikes(bars, MINUTE).returning;
    };
    expect(withHigh(Math.exp(0.0291))).toBe(0);
    expect(withHigh(Math.exp(0.0301))).toBe(1);
  });

  it('need more after a night: the square root of its length', () => {
    const bars = calm(1000);
    for (let i = 500; i < 1000; i++) {
      bars.time[i] += 399 * MINUTE;
      bars.close[i] *= 1.1;
    }
    const moved = { ...bars, high: bars.close, low: bars.close };
    expect(counts(findSpikes(moved, MINUTE))).toEqual([0, 0]);
    moved.time = calm(1000).time;
    expect(counts(findSpikes(moved, MINUTE))).toEqual([0, 1]);
  });

  it('are found step by step as at once, also where steps meet', () => {
    const bars = calm(200_000);
    const rows = [1, 63, 64, 65_535, 65_536, 65_537, 131_072, 199_999];
    for (const row of rows) bars.high[row] = 200;
    const finder = new SpikeFinder(bars, MINUTE);
    let steps = 1;
    while (finder.step()) steps++;
    expect(steps).toBe(4);
    expect(finder.found).toEqual({ returning: 8, jumps: 0, rows });
  });
});
