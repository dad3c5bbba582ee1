import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { TimeRange } from '@app/platform';
import { countBars } from './bar-loader.js';
import { Series } from './series.entity.js';

describe('counting the bars of a range', () => {
  const times = Array.from({ length: 200 }, (_, i) => 1000 + i * 10 + (i > 60 ? 300 : 0));
  const series = Object.assign(new Series(), {
    first: new Date(times[0]!),
    last: new Date(times.at(-1)!),
    count: times.length,
  });
  const within = ({ startMs, endMs }: TimeRange) =>
    times.filter((time) => time >= startMs && time < endMs).length;

  it('gives what is in it, and looks at no more than about half of the series', async () => {
    const time = fc.integer({ min: 900, max: 3500 });
    await fc.assert(
      fc.asyncProperty(time, time, async (startMs, endMs) => {
        let seen = 0;
        const counted = await countBars(series, { startMs, endMs }, async (range) => {
          seen += within(range);
          return within(range);
        });
        expect(counted).toBe(within({ startMs, endMs }));
        expect(seen).toBeLessThanOrEqual(116);
      }),
      { numRuns: 500 },
    );
  });

  it('looks at nothing for the whole series, or beside it', async () => {
    const none = () => Promise.reject(new Error('It looked.'));
    expect(await countBars(series, { startMs: 0, endMs: 9999 }, none)).toBe(200);
    expect(await countBars(series, { startMs: 0, endMs: 1000 }, none)).toBe(0);
    expect(await countBars(undefined, { startMs: 0, endMs: 1000 }, none)).toBe(0);
  });
});
