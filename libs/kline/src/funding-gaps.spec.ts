import { describe, expect, it } from '@jest/globals';
import { markMissing } from './funding-gaps.js';

const HOUR = 3_600_000;

/** Marks gaps in rates at some hours and returns the hours of the marks. */
function missingAt(hours: number[], [from, to]: [number, number]): number[] {
  const time = Float64Array.from(hours, (hour) => hour * HOUR);
  const rate = time.map((_, i) => i / 1000);
  const marked = markMissing({ time, rate }, { startMs: from * HOUR, endMs: to * HOUR });
  const stored = [...marked.rate].filter((each) => !Number.isNaN(each));
  expect(stored).toEqual([...rate]);
  expect([...marked.time]).toEqual([...marked.time].toSorted((a, b) => a - b));
  return [...marked.time].filter((_, i) => Number.isNaN(marked.rate[i])).map((ms) => ms / HOUR);
}

describe('missing funding rates', () => {
  it('are none where rates come at one pace', () => {
    expect(missingAt([0, 8, 16, 24, 32], [0, 40])).toEqual([]);
  });

  it('are marked where they fall due between others', () => {
    expect(missingAt([0, 8, 24, 32, 40], [0, 48])).toEqual([16]);
    expect(missingAt([0, 8, 16, 48, 56, 64], [0, 72])).toEqual([24, 32, 40]);
  });

  it('are marked before the first rate and after the last, within the range', () => {
    expect(missingAt([24, 32, 40], [0, 64])).toEqual([8, 16, 48, 56]);
    expect(missingAt([24, 32, 40], [0, 65])).toEqual([8, 16, 48, 56, 64]);
    expect(missingAt([24, 32, 40], [-1, 64])).toEqual([0, 8, 16, 48, 56]);
    expect(missingAt([0, 8, 16], [40, 60])).toEqual([24, 32, 40, 48, 56]);
  });

  it('are none where an exchange changes the pace', () => {
    expect(missingAt([0, 8, 16, 24, 32, 36, 40, 44, 48], [0, 52])).toEqual([]);
    expect(missingAt([0, 4, 8, 12, 16, 24, 32, 40, 48], [0, 56])).toEqual([]);
    expect(missingAt([0, 8, 16, 24, 32, 33, 34, 35, 36, 44, 52, 60, 68], [0, 76])).toEqual([]);
  });

  it('are not those that come a little late', () => {
    expect(missingAt([0, 8, 16.001, 24, 35.9, 40], [0, 48])).toEqual([]);
  });

  it('cannot be told from a single rate, and not between two', () => {
    expect(missingAt([8], [0, 100])).toEqual([]);
    expect(missingAt([], [0, 100])).toEqual([]);
    expect(missingAt([0, 80], [0, 100])).toEqual([]);
  });

  it('are no more than ten thousand in one gap', () => {
    const hours = [0, 1 / HOUR, 2 / HOUR, 3 / HOUR, 1000];
    expect(missingAt(hours, [0, 1000])).toHaveLength(10_000);
  });
});
