import { eachMissing, type GapReport } from './gaps.js';
import { timeOfPlace } from './holes.js';

/** Is one gap: bars are missing in [fromMs, toMs), of which the first and the last open place are missing ones. */
export interface Gap {
  fromMs: number;
  toMs: number;
  missing: number;
}

/** Lists the largest gaps, largest first, of equals the earlier first. */
export function largestGaps(report: GapReport, limit: number): Gap[] {
  return largest(report, limit).map((i) => gapAt(report, i));
}

// Keeps twice the limit at most, so that millions of gaps are not sorted as a whole.
function largest({ missing }: GapReport, limit: number): number[] {
  const bySize = (a: number, b: number) => missing[b] - missing[a] || a - b;
  let kept: number[] = [];
  let least = 0;
  for (let i = 0; i < missing.length; i++) {
    if (missing[i] <= least) continue;
    kept.push(i);
    if (kept.length < 2 * limit) continue;
    kept = kept.toSorted(bySize).slice(0, limit);
    least = missing[kept[limit - 1]];
  }
  return kept.toSorted(bySize).slice(0, limit);
}

function gapAt(report: GapReport, i: number): Gap {
  const { holes, sessions, gaps, missing } = report;
  let first = Infinity;
  let last = -Infinity;
  eachMissing(report, gaps[i], (from, to, stretch) => {
    const isEmpty = stretch && sessions?.week.open(stretch, from, to) === 0;
    if (isEmpty) return;
    const start = stretch && sessions ? sessions.week.nextOpen(stretch, from, 1) : from;
    const end = stretch && sessions ? sessions.week.nextOpen(stretch, to - 1, -1) : to - 1;
    first = Math.min(first, start);
    last = Math.max(last, end);
  });
  return {
    fromMs: timeOfPlace(holes, first),
    toMs: timeOfPlace(holes, last + 1),
    missing: missing[i],
  };
}
