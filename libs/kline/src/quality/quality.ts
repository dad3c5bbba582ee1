import { setImmediate } from 'node:timers/promises';
import type { Bars } from '@app/engine';
import type { TimeRange } from '@app/platform';
import { type Coverage, coverageOf } from './coverage.js';
import { type BarDefects, countDefects } from './defects.js';
import { type Gap, largestGaps } from './gap-list.js';
import type { GapReport } from './gaps.js';
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
  /** With the open times (epoch ms) of the first of those that came back. */
  spikes: Omit<Spikes, 'rows'> & { times: number[] };
  /** With the open time (epoch ms) of the longest run; null when there is none. */
  stale: Omit<StaleRuns, 'longestRow'> & { longestFromMs: number | null };
}

/** Assesses columns of bars whose gaps were found pass by pass, others having their turn in between; there must be a bar. */
export async function assess(
  bars: Bars,
  report: GapReport,
  range: TimeRange,
): Promise<ColumnQuality> {
  const { stepMs } = report.holes;
  await setImmediate();
  const largest = largestGaps(report, MOST_GAPS);
  const coverage = coverageOf(bars.time, report, range);
  await setImmediate();
  const { longestRow, ...run } = findStaleRuns(bars, stepMs);
  const defects = countDefects(bars);
  const finder = new SpikeFinder(bars, stepMs);
  do await setImmediate();
  while (finder.step());
  const { returning, jumps, rows } = finder.found;
  return {
    bars: bars.time.length,
    gaps: report.gaps.length,
    missingBars: report.missingBars,
    closedDays: report.closedDays,
    sessionZone: report.sessions?.zone ?? null,
    largest,
    coverage,
    defects,
    spikes: { returning, jumps, times: rows.map((row) => bars.time[row]) },
    stale: { ...run, longestFromMs: longestRow < 0 ? null : bars.time[longestRow] },
  };
}
