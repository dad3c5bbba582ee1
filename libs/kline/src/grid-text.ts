import { DAY_MS, isOfDays, type Timeframe, timeframeMs } from '@app/engine';
import type { BarGrid } from './bar-grid.js';
import { dayStartText, type SessionDays } from './session-days.js';

/** Tells at which times of day bars of a timeframe open that stand on a grid; those of days at the start of the session's day, where they are its. */
export function gridText(
  timeframe: Timeframe,
  { gridOffsetMs, gridZone }: BarGrid,
  days: SessionDays | null = null,
): string {
  if (days) return `${dayStartText(days.dayStartMs)} ${days.sessionZone}`;
  const lengthMs = timeframeMs(timeframe) ?? DAY_MS;
  const at = (n: number) => dayStartText((gridOffsetMs + n * lengthMs + DAY_MS) % DAY_MS);
  const zone = gridZone ?? 'UTC';
  if (isOfDays(timeframe)) return `${at(0)} ${zone}`;
  return lengthMs * 2 >= DAY_MS ? `${at(0)} and ${at(1)} ${zone}` : `${at(0)}, ${at(1)}, … ${zone}`;
}
