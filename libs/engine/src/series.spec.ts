import { describe, expect, it } from '@jest/globals';
import { Clock, crossover, crossunder, Series } from './series.js';

const clock = new Clock();
const series = new Series(Float64Array.of(1, 2, 3, 2), clock);
const level = new Series(Float64Array.of(2, 2, 2, 2), clock);

describe('a series', () => {
  it('shows the current bar and those before, NaN before the first', () => {
    clock.i = -1;
    expect(series.now).toBeNaN();
    clock.i = 2;
    expect([series.now, series.ago(0), series.ago(2), series.length]).toEqual([3, 3, 1, 3]);
    expect(series.ago(3)).toBeNaN();
  });

  it('never shows what is ahead', () => {
    expect(() => series.ago(-1)).toThrow(
      'ago(-1): the number of bars must be a whole number from 0 up.',
    );
    expect(() => series.ago(0.5)).toThrow(RangeError);
    expect(() => series.ago(NaN)).toThrow(RangeError);
  });

  it('never shows what is ahead to one that is another number each time it is read', () => {
    clock.i = 1;
    for (const faces of [
      [-1, 0],
      [-1, -1, 0, 0],
      [-2, 1],
    ]) {
      let reads = 0;
      const bars = { valueOf: () => faces[Math.min(reads++, faces.length - 1)] };
      expect(() => series.ago(bars as unknown as number)).toThrow(RangeError);
    }
  });

  it('gives no column, view or buffer away', () => {
    const reachable = new Set<unknown>();
    const visit = (value: unknown, depth: number) => {
      if (depth > 4 || value === null || !['object', 'function'].includes(typeof value)) return;
      if (reachable.has(value)) return;
      reachable.add(value);
      for (const key of Reflect.ownKeys(value as object)) {
        const own = Reflect.getOwnPropertyDescriptor(value as object, key);
        visit(own?.value, depth + 1);
      }
      visit(Object.getPrototypeOf(value), depth + 1);
    };
    visit(series, 0);
    const views = [...reachable].filter((each) => ArrayBuffer.isView(each));
    expect(views).toEqual([]);
  });
});

describe('a cross', () => {
  it('is strict on both bars', () => {
    clock.i = 2;
    // 2 touches 2 on the bar before, so 3 above 2 now is no cross.
    expect(crossover(series, level)).toBe(false);
    const jump = new Series(Float64Array.of(1, 1, 3, 1), clock);
    expect(crossover(jump, level)).toBe(true);
    expect(crossunder(level, jump)).toBe(true);
    clock.i = 3;
    expect(crossunder(jump, level)).toBe(true);
  });

  it('takes a constant on either side', () => {
    clock.i = 2;
    const jump = new Series(Float64Array.of(1, 1, 3, 1), clock);
    expect(crossover(jump, 2)).toBe(true);
    expect(crossover(2, jump)).toBe(false);
    expect(crossunder(2, jump)).toBe(true);
  });

  it('is none on the first bar', () => {
    clock.i = 0;
    expect(crossover(series, level)).toBe(false);
  });
});
