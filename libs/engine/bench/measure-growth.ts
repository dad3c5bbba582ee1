import { type Bars, runBacktest, RunMemory, sliceBars } from '../src/index.js';
import { makeBars } from './bars.js';
import { flip, JOB } from './jobs.js';
import { limit } from './limit.js';
import { run } from './measure-run.js';
import type { Figure } from './report.js';
import { calling, paired } from './timing.js';

/** How time grows from one year of minutes to five against the limit's own growth, and what twenty symbols cost against one. */
export function measureGrowth(): Figure[] {
  const long = makeBars(2_628_000);
  const year = sliceBars(long, 0, 525_600);
  const engine = paired(calling(run, flip, long), calling(run, flip, year), 9);
  const base = paired(calling(limit, long), calling(limit, year), 15);
  const symbols = twenty(sliceBars(long, 0, 1_000_000));
  const one = sliceBars(long, 0, 1_000_000);
  const many = paired(calling(runMany, symbols), calling(run, flip, one), 21);
  return [
    {
      name: 'growth to 2,628,000 bars / growth of limit',
      value: engine.ratio / base.ratio,
      unit: '×',
      most: 1.1,
      note: `${engine.ratio.toFixed(2)} and ${base.ratio.toFixed(2)}`,
    },
    {
      name: '20 symbols of 50,000 bars / 1 of 1,000,000',
      value: many.ratio,
      unit: '×',
      most: 1.5,
      note: `${many.first.toFixed(0)} and ${many.second.toFixed(0)} ms`,
    },
  ];
}

// The same bars cut into twenty symbols that trade at the same times.
function twenty(bars: Bars): Bars[] {
  return Array.from({ length: 20 }, (_, k) => ({
    ...sliceBars(bars, k * 50_000, (k + 1) * 50_000),
    time: bars.time.subarray(0, 50_000),
  }));
}

const memory = new RunMemory();

function runMany(symbols: readonly Bars[]): void {
  const data = symbols.map((bars, k) => ({
    symbol: `S${String(k).padStart(2, '0')}`,
    timeframe: '1m' as const,
    bars,
  }));
  runBacktest({ strategy: flip, data, config: JOB, memory });
}
