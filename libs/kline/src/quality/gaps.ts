import { absentDays, type AbsentDays, noDays } from './closed-days.js';
import type { Holes } from './holes.js';
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

/** Is what a whole series says of when its market is open. */
export interface MarketWeek {
  zone: string;
  week: WeekSessions;
  /** Whether the days without a bar are so few that they may be holidays. */
  hasHolidays: boolean;
}

/** Where the settings name no zone, the week is looked for on these clocks; their changes are those of most markets. */
const CLOCKS = ['UTC', 'America/New_York', 'Europe/London'];

/** Recognises the sessions of a market in the holes of a whole series; null of one that never closes. */
export function learnWeek(holes: Holes, zone: string): MarketWeek | null {
  if (holes.from.length === 0 || !hasWeekClock(holes.stepMs)) return null;
  let best: { learnt: MarketWeek; missingBars: number } | undefined;
  for (const each of zone === 'UTC' ? CLOCKS : [zone]) {
    const clock = clockOf(holes, each);
    const week = new WeekSessions(clock, holes);
    if (!week.everClosed) return best?.learnt ?? null;
    const absent = absentDays(holes, clock, week);
    const { missingBars } = gapsOf(holes, { zone: each, clock, week, absent });
    if (best && missingBars >= best.missingBars) continue;
    best = { learnt: { zone: each, week, hasHolidays: absent.areFew }, missingBars };
    if (missingBars === 0) break;
  }
  return best?.learnt ?? null;
}

/** Tells which places of the holes of a range are missing in the week of its market. */
export function gapsIn(holes: Holes, learnt: MarketWeek | null): GapReport {
  if (!learnt) return gapsOf(holes, null);
  const { zone, week, hasHolidays } = learnt;
  const clock = clockOf(holes, zone);
  const absent = hasHolidays ? absentDays(holes, clock, week) : noDays(holes);
  return gapsOf(holes, { zone, clock, week, absent });
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
