import { setImmediate } from 'node:timers/promises';
import type { Bars } from '@app/engine';
import { type Coverage, coverageOf } from './coverage.js';
import { type BarDefects, countDefects } from './defects.js';
import { type Gap, largestGaps } from './gap-list.js';
import { findGaps, type GapTerms } from './gaps.js';
import { SpikeFinder, type Spikes } from './spikes.js';
import { findStaleRuns, type StaleRuns } from './stale.js';

/** How many gaps are listed at most; all are counted. */
export const MOST_GAPS = 1000;

/** Is what the columns of a series say of its quality. */
export interface ColumnQuality {
  bars: number;
  gaps: number;
  missingBars: number;
  closedDays: number;
  /** The zone in whose week the sessions were found; null of a market that never closes. */
  sessionZone: string | null;
  /** The largest gaps. */
  largest: Gap[];
  coverage: Coverage;
  defects: BarDefects;
  spikes: Spikes;
  stale: StaleRuns;
}

/** Assesses columns of bars pass by pass, others having their turn in between; there must be a bar. */
export async function assess(bars: Bars, terms: GapTerms): Promise<ColumnQuality> {
  const report = findGaps(bars.time, terms);
  const { stepMs } = report.holes;
  await setImmediate();
  const largest = largestGaps(report, MOST_GAPS);
  const coverage = coverageOf(bars.time, report, terms.range);
  await setImmediate();
  const stale = findStaleRuns(bars, stepMs);
  const defects = countDefects(bars);
  const spikes = new SpikeFinder(bars, stepMs);
  do await setImmediate();
  while (spikes.step());
  return {
    bars: bars.time.length,
    gaps: report.gaps.length,
    missingBars: report.missingBars,
    closedDays: report.closedDays,
    sessionZone: report.sessions?.zone ?? null,
    largest,
    coverage,
    defects,
    spikes: spikes.found,
    stale,
  };
}
