import type { Timeframe } from '@app/engine';
import type { TimeRange } from '@app/platform';
import { absentDays, type AbsentDays } from './closed-days.js';
import { findHoles, type Holes } from './holes.js';
import { hasWeekClock, type Stretch, type WeekClock, weekClock } from './week-clock.js';
import { eachPart } from './week-counts.js';
import { WeekSessions } from './week-sessions.js';
import { offsetsOver } from './zone-years.js';

/** Is what is missing of a column of bars. */
export interface GapReport {
  holes: Holes;
  /** The hole of each gap. */
  gaps: number[];
  /** Missing bars of each gap. */
  missing: number[];
  missingBars: number;
  /** Trading days without any bar that stand alone, such as holidays; their bars are not missing. */
  closedDays: number;
  /** When the market is open; null where it never closes. */
  sessions: Sessions | null;
}

/** Is the week of a market in one zone. */
export interface Sessions {
  zone: string;
  clock: WeekClock;
  week: WeekSessions;
  absent: AbsentDays;
}

/** Says which bars there ought to be. */
export interface GapTerms {
  timeframe: Timeframe;
  /** Where bars are expected; holes at its ends count. */
  range: TimeRange;
  /** The zone of the symbol's settings. */
  zone: string;
  gridOffsetMs?: number;
}

/** Is a wider range of the same series, from which the sessions of a short one are learnt. */
export interface GapContext {
  time: Float64Array;
  range: TimeRange;
}

/** Where the settings name no zone, the week is looked for on these clocks; their changes are those of most markets. */
const CLOCKS = ['UTC', 'America/New_York', 'Europe/London'];

/** Finds what is missing of rising open times, sessions recognised in them or in their context; there must be a time. */
export function findGaps(time: Float64Array, terms: GapTerms, context?: GapContext): GapReport {
  const { timeframe, range, zone, gridOffsetMs } = terms;
  const holes = findHoles(time, timeframe, range, gridOffsetMs);
  const learnt = context ? findHoles(context.time, timeframe, context.range, gridOffsetMs) : holes;
  let best: GapReport | undefined;
  if (holes.from.length === 0 || !hasWeekClock(holes.stepMs)) return gapsOf(holes, null);
  for (const each of zone === 'UTC' ? CLOCKS : [zone]) {
    const report = gapsOf(holes, sessionsIn(holes, learnt, each));
    if (!best || report.missingBars < best.missingBars) best = report;
    if (report.sessions === null || best.missingBars === 0) break;
  }
  return best ?? gapsOf(holes, null);
}

/** Visits the spans of places that are missing in a gap; some of a span may be closed. */
export function eachMissing(
  { holes, sessions }: GapReport,
  hole: number,
  visit: (from: number, to: number, stretch: Stretch | null) => void,
): void {
  const [from, to] = [holes.from[hole], holes.to[hole]];
  if (!sessions) return visit(from, to, null);
  const { clock, week, absent } = sessions;
  eachPart(clock.stretches, from, to, (stretch, start, end) => {
    if (absent.days[hole] === 0) return visit(start, end, stretch);
    week.eachDay(stretch, start, end, (day, open, touched) => {
      if (touched === open) return;
      visit(Math.max(day, start), Math.min(day + clock.perDay, end), stretch);
    });
  });
}

function sessionsIn(holes: Holes, learnt: Holes, zone: string): Sessions | null {
  const clock = clockOf(holes, zone);
  const week = new WeekSessions(learnt === holes ? clock : clockOf(learnt, zone), learnt);
  return week.everClosed ? { zone, clock, week, absent: absentDays(holes, clock, week) } : null;
}

function clockOf(holes: Holes, zone: string): WeekClock {
  const { originMs, stepMs, places } = holes;
  return weekClock(holes, offsetsOver(zone, originMs, originMs + places * stepMs));
}

function gapsOf(holes: Holes, sessions: Sessions | null): GapReport {
  const report: GapReport = {
    holes,
    gaps: [],
    missing: [],
    missingBars: 0,
    closedDays: sessions?.absent.count ?? 0,
    sessions,
  };
  for (let hole = 0; hole < holes.from.length; hole++) {
    const missing = missingIn(holes, hole, sessions);
    if (missing === 0) continue;
    report.gaps.push(hole);
    report.missing.push(missing);
    report.missingBars += missing;
  }
  return report;
}

function missingIn({ from, to }: Holes, hole: number, sessions: Sessions | null): number {
  if (!sessions) return to[hole] - from[hole];
  const { clock, week, absent } = sessions;
  let open = -absent.bars[hole];
  eachPart(clock.stretches, from[hole], to[hole], (stretch, start, end) => {
    open += week.open(stretch, start, end);
  });
  return open;
}
