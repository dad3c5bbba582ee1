import { civilDate, DAY_MS, weekday } from '../../calendar.js';

/** The median spacing of the last hundred stamps, in milliseconds. */
export function barPeriod(time: Float64Array): number {
  const from = Math.max(1, time.length - 99);
  const gaps: number[] = [];
  for (let i = from; i < time.length; i++) gaps.push(time[i] - time[i - 1]);
  gaps.sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  return gaps.length % 2 === 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2;
}

/** Returns a year: 52, 12 or 1 for bars of a week, month or year, else 365 where weekends trade and 252 where not. */
export function periodsPerYear(time: Float64Array): number {
  const spacingDays = Math.floor(barPeriod(time) / DAY_MS);
  if (spacingDays === 7) return 52;
  if (spacingDays === 31) return 12;
  if (spacingDays === 365) return 1;
  let weekend = 0;
  for (const each of time) if (weekday(Math.floor(each / DAY_MS)) >= 5) weekend++;
  return weekend / time.length > (2 / 7) * 0.6 ? 365 : 252;
}

/** The changes of equity from the end of one calendar day, week, month or year with bars to the next, as fractions. */
export function periodReturns(equity: Float64Array, time: Float64Array): number[] {
  const spacingDays = Math.floor(barPeriod(time) / DAY_MS);
  const last: number[] = [];
  let key = NaN;
  for (let i = 0; i < time.length; i++) {
    const now = periodKey(time[i], spacingDays);
    if (now === key) last[last.length - 1] = equity[i];
    else last.push(equity[i]);
    key = now;
  }
  const changes = last.slice(1).map((value, k) => value / last[k] - 1);
  // Once the money is gone 0 / 0 is no return.
  return changes.filter((each) => !Number.isNaN(each));
}

function periodKey(time: number, spacingDays: number): number {
  const day = Math.floor(time / DAY_MS);
  if (spacingDays === 7) return Math.floor((day + 3) / 7);
  if (spacingDays !== 31 && spacingDays !== 365) return day;
  const { year, month } = civilDate(day);
  return spacingDays === 365 ? year : year * 12 + month;
}

/** Rounds seconds up to the largest of days, hours, minutes and seconds that the bars' spacing is a multiple of. */
export function roundedUp(seconds: number, periodMs: number): number {
  for (const unit of [86_400, 3600, 60]) {
    if (periodMs % (unit * 1000) === 0) return Math.ceil(seconds / unit) * unit;
  }
  return Math.ceil(seconds);
}
