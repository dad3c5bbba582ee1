import { builtGrid, isOfDays, type Timeframe, timeframeMs } from '@app/engine';
import type { Series } from './series.entity.js';
import { type SessionDays, sessionOffsets } from './session-days.js';

/** Says whether each bar of a series lies in one bar of a timeframe whose days start as `days` says: no day starts within a bar, whichever offset its zone has between the first and the last. Series of days, and timeframes within days, always fit; but bars that open by the clocks of a zone fit days only, and those of its session. */
export function fitsDays(
  { timeframe: stored, gridOffsetMs, gridZone, first, last }: Series,
  timeframe: Timeframe,
  days: SessionDays,
): boolean {
  const lengthMs = timeframeMs(stored);
  if (gridZone !== null) {
    const start = days.dayStartMs - gridOffsetMs;
    const isOwn = days.sessionZone === gridZone && start % (lengthMs ?? 1) === 0;
    return isOfDays(timeframe) && isOwn;
  }
  if (!first || !last || lengthMs === null || isOfDays(stored) || !isOfDays(timeframe)) return true;
  const [fromMs, toMs] = [first.getTime(), last.getTime() + lengthMs];
  const offsets = sessionOffsets(days, fromMs, toMs);
  if (!offsets) return true;
  const { nextOpen } = builtGrid(timeframe, 0, { sessionOffsets: offsets });
  return offsets.every(({ from }) => {
    // A clock change may be a start of its own, where it skips one; all later ones lie whole days apart.
    const start = nextOpen(Math.max(from, fromMs) - 1);
    return [start, nextOpen(start)].every(
      (each) => each >= toMs || (each - gridOffsetMs) % lengthMs === 0,
    );
  });
}
