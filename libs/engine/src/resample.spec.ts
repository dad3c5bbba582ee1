import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { barsOf, flat, type Ohlc } from '../test/scenario.js';
import { resample } from './resample.js';
import { syntheticBars } from './synthetic.js';

const HOUR = 3_600_000;

describe('resample', () => {
  it('takes first open, highest high, lowest low, last close and summed volume', () => {
    const rows: Ohlc[] = [
      [1, 5, 1, 2, 10],
      [2, 9, 2, 3, 20],
      [3, 4, 0.5, 4, 30],
      [4, 6, 3, 5, 40],
    ];
    const hours = resample(barsOf(rows, HOUR), '1h', '2h');
    expect([...hours.open]).toEqual([1, 3]);
    expect([...hours.high]).toEqual([9, 6]);
    expect([...hours.low]).toEqual([1, 0.5]);
    expect([...hours.close]).toEqual([3, 5]);
    expect([...hours.volume]).toEqual([30, 70]);
  });

  it('leaves empty bars out and stamps the others by the grid', () => {
    const bars = barsOf([flat(1), flat(2)], 5 * HOUR);
    const out = resample(bars, '1h', '2h');
    expect([...out.time].map((time) => (time - bars.time[0]) / HOUR)).toEqual([0, 4]);
  });

  it('drops a last bar that is not over yet when it is asked to', () => {
    const bars = barsOf([flat(1), flat(2), flat(3)], HOUR);
    expect(resample(bars, '1h', '2h').close).toHaveLength(2);
    expect(resample(bars, '1h', '2h', { dropIncomplete: true }).close).toHaveLength(1);
    const whole = barsOf([flat(1), flat(2), flat(3), flat(4)], HOUR);
    expect(resample(whole, '1h', '2h', { dropIncomplete: true }).close).toHaveLength(2);
  });

  it('moves the grid by its offset', () => {
    const bars = barsOf([flat(1), flat(2), flat(3)], HOUR);
    const out = resample(bars, '1h', '2h', { gridOffsetMs: HOUR });
    expect([...out.close]).toEqual([1, 3]);
  });

  it('in two steps gives what one step gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer(), (length, seed) => {
        const bars = syntheticBars(length, '5m', seed);
        const direct = resample(bars, '5m', '4h');
        const steps = resample(resample(bars, '5m', '1h'), '1h', '4h');
        for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
          expect(steps[name]).toEqual(direct[name]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('of nothing is nothing', () => {
    expect(resample(barsOf([]), '1h', '4h', { dropIncomplete: true }).time).toHaveLength(0);
  });
});
