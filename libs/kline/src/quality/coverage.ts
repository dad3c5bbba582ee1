import type { TimeRange } from '@app/platform';
import { rowAt } from '../shared-bars.js';
import { eachMissing, type GapReport } from './gaps.js';
import { placeAt, timeOfPlace } from './holes.js';

/** Names the steps of a coarse map. */
export type CoverageStep = 'day' | 'month' | 'year';

/** Tells how many bars each step of a range has, and how many it ought to have; steps are those of the calendar in UTC. */
export interface Coverage {
  step: CoverageStep;
  /** Where each step starts (epoch ms). */
  from: number[];
  present: number[];
  expected: number[];
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;
const MOST_MONTHS = 1200;

/** Maps the bars of a range and what is missing of them: by day up to 400 days, by month up to 100 years, else by year. */
export function coverageOf(time: Float64Array, report: GapReport, range: TimeRange): Coverage {
  const step = stepOf(range);
  const from = startsOf(step, range);
  const ends = [...from.slice(1), Infinity];
  const present = from.map((start, i) => rowAt(time, ends[i]) - rowAt(time, start));
  const expected = [...present];
  let cell = 0;
  for (const hole of report.gaps) {
    eachMissing(report, hole, (start, end, stretch) => {
      for (let place = start; place < end;) {
        while (ends[cell] <= timeOfPlace(report.holes, place)) cell++;
        const next =
          ends[cell] === Infinity ? end : Math.min(end, placeAt(report.holes, ends[cell]));
        const { sessions } = report;
        expected[cell] +=
          stretch && sessions ? sessions.week.open(stretch, place, next) : next - place;
        place = next;
      }
    });
  }
  return { step, from, present, expected };
}

function stepOf({ startMs, endMs }: TimeRange): CoverageStep {
  const days = (endMs - startMs) / DAY_MS;
  if (days <= MOST_DAYS) return 'day';
  return days <= MOST_MONTHS * 30 ? 'month' : 'year';
}

function startsOf(step: CoverageStep, { startMs, endMs }: TimeRange): number[] {
  const date = new Date(startMs);
  date.setUTCHours(0, 0, 0, 0);
  if (step !== 'day') date.setUTCDate(1);
  if (step === 'year') date.setUTCMonth(0);
  const starts: number[] = [];
  while (date.getTime() < endMs) {
    starts.push(date.getTime());
    if (step === 'day') date.setUTCDate(date.getUTCDate() + 1);
    else if (step === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
  }
  return starts;
}
