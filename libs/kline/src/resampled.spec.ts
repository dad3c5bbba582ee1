import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BAR_COLUMNS, type Bars, resample, sliceBars, type Timeframe } from '@app/engine';
import { barsPerBar, finerRange, heldRange, resampleSeries } from './resampled.js';
import { Series } from './series.entity.js';
import { rowAt, sharedBars } from './shared-bars.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 30);

// Hours with gaps: about a third of them is missing.
function gappyHours(count: number, seed: number): Bars {
  const open: number[] = [];
  for (let i = 0, state = seed; open.length < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (state % 3 > 0) open.push(START + i * HOUR);
  }
  const bars = sharedBars(count);
  for (let i = 0; i < count; i++) {
    bars.time[i] = open[i]!;
    bars.open[i] = 100 + i;
    bars.high[i] = 110 + ((i * 7) % 13);
    bars.low[i] = 90 - ((i * 5) % 11);
    bars.close[i] = 101 + i;
    bars.volume[i] = 1 + (i % 4) / 8;
  }
  return bars;
}

function seriesOf(bars: Bars): Series {
  return Object.assign(new Series(), {
    timeframe: '1h' as const,
    gridOffsetMs: 0,
    first: new Date(bars.time[0]!),
    last: new Date(bars.time.at(-1)!),
    count: bars.time.length,
  });
}

function partOf(bars: Bars, { startMs, endMs }: { startMs: number; endMs: number }): Bars {
  return sliceBars(bars, rowAt(bars.time, startMs), rowAt(bars.time, endMs));
}

const rowsOf = (bars: Bars) => BAR_COLUMNS.map((column) => [...bars[column]]);

describe('resampling a part of a series', () => {
  it('gives exactly the bars that resampling the whole series gives there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Timeframe>('4h', '1d', '3d', '1w', '1M'),
        fc.integer({ min: 2, max: 1200 }),
        fc.integer(),
        fc.integer({ min: -50, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        (timeframe, count, seed, from, length) => {
          const bars = gappyHours(count, seed);
          const series = seriesOf(bars);
          const range = { startMs: START + from * HOUR, endMs: START + (from + length) * HOUR };
          const whole = resample(bars, '1h', timeframe, { dropIncomplete: true });
          const held = heldRange(range, series, timeframe);
          const part = held
            ? resampleSeries(partOf(bars, finerRange(held, series, timeframe)), series, timeframe)
            : sharedBars(0);
          expect(rowsOf(part)).toEqual(rowsOf(partOf(whole, range)));
        },
      ),
    );
  });

  it('knows how many finer bars a coarse one holds at most', () => {
    const series = seriesOf(gappyHours(5, 1));
    expect(barsPerBar(series, '4h')).toBe(4);
    expect(barsPerBar(series, '1w')).toBe(168);
    expect(barsPerBar(series, '1M')).toBe(744);
  });
});
