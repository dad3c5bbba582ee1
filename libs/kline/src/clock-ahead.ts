import { ZoneClock } from './formats/zone-clock.js';

const clocks = new Map<string, ZoneClock>();

/** The milliseconds that a zone (an IANA name) is ahead of UTC at a time (epoch ms). */
export function clockAhead(zone: string, timeMs: number): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new ZoneClock(zone);
    clocks.set(zone, clock);
  }
  return clock.aheadAt(timeMs);
}
