import type { Holes } from './holes.js';
import type { WeekClock } from './week-clock.js';
import { eachPart } from './week-counts.js';
import type { WeekSessions } from './week-sessions.js';

/** Longer absences than this are no holidays. */
const MOST_IN_A_ROW = 3;
/** No market rests on more of its trading days than this; a few are allowed in a short range. */
const MOST_OF_ALL = 0.1;
const ALWAYS_ALLOWED = 3;

/** Is which trading days are absent as a whole and taken for holidays. */
export interface AbsentDays {
  count: number;
  /** How many of them lie in each hole. */
  days: Float64Array;
  /** How many bars they would have. */
  bars: Float64Array;
  /** Whether they are few enough to be holidays; none count where they are not. */
  areFew: boolean;
}

/** Finds the trading days of which no bar is there, at most three in a row and a tenth of all; a market that has no closure of a day has none. */
export function absentDays(holes: Holes, clock: WeekClock, week: WeekSessions): AbsentDays {
  const days = new Float64Array(holes.from.length);
  const bars = new Float64Array(holes.from.length);
  let count = 0;
  for (let hole = 0; hole < days.length; hole++) {
    eachPart(clock.stretches, holes.from[hole], holes.to[hole], (stretch, from, to) =>
      week.eachDay(stretch, from, to, (_, open, touched) => {
        if (touched < open) return;
        days[hole]++;
        bars[hole] += open;
      }),
    );
    if (days[hole] > MOST_IN_A_ROW) days[hole] = bars[hole] = 0;
    count += days[hole];
  }
  if (count <= Math.max(ALWAYS_ALLOWED, MOST_OF_ALL * tradingDays(clock, week))) {
    return { count, days, bars, areFew: true };
  }
  return noDays(holes);
}

/** Takes no day for a holiday. */
export function noDays({ from }: Holes): AbsentDays {
  const none = new Float64Array(from.length);
  return { count: 0, days: none, bars: none, areFew: false };
}

function tradingDays({ stretches }: WeekClock, week: WeekSessions): number {
  let days = 0;
  for (const stretch of stretches) {
    week.eachDay(stretch, stretch.from, stretch.to, () => days++);
  }
  return days;
}
