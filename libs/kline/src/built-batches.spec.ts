import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BAR_COLUMNS, type Bars, sliceBars, syntheticBars, type Timeframe } from '@app/engine';
import { builtBatches } from './built-batches.js';
import { resampleSeries } from './resampled.js';
import { Series } from './series.entity.js';
import { UTC_DAYS } from './session-days.js';

const bars = syntheticBars(3000, '1m', 7);

const source = Object.assign(new Series(), {
  timeframe: '1m' as const,
  gridOffsetMs: 0,
  first: new Date(bars.time[0]!),
  last: new Date(bars.time.at(-1)!),
  days: UTC_DAYS,
});

// All batches lie in the same memory, one after another.
async function* cutAt(cuts: number[]): AsyncGenerator<Bars> {
  const memory = syntheticBars(3000, '1m', 1);
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bars.time.length]) {
    for (const column of BAR_COLUMNS) memory[column].set(bars[column].subarray(from, to));
    yield sliceBars(memory, 0, to - from);
    from = to;
  }
}

const rowsOf = (part: Bars) => BAR_COLUMNS.map((column) => [...part[column]]);

describe('bars built batch by batch', () => {
  it('are those built at once, wherever the batches are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Timeframe>('5m', '1h', '1d', '1w'),
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 8 }),
        async (timeframe, cuts) => {
          const columns: number[][] = BAR_COLUMNS.map(() => []);
          for await (const batch of builtBatches(cutAt(cuts), source, timeframe)) {
            BAR_COLUMNS.forEach((name, k) => columns[k]!.push(...batch[name]));
          }
          expect(columns).toEqual(rowsOf(resampleSeries(bars, source, timeframe)));
        },
      ),
      { numRuns: 50 },
    );
  });
});
