const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Says how many minutes a zone is ahead of UTC, from each time (epoch ms) on. */
export interface ZoneOffset {
  from: number;
  minutes: number;
}

/** Lists the offsets of a zone (an IANA name) over the times from `fromMs` to `toMs`; null for UTC, whose days need none. A clock that changes twice within a step is taken for one that stands still. */
export function zoneOffsets(
  zone: string,
  fromMs: number,
  toMs: number,
  stepMs = DAY_MS,
): ZoneOffset[] | null {
  if (zone === 'UTC') return null;
  const offsetAt = offsetReader(zone);
  const offsets = [{ from: fromMs, minutes: offsetAt(fromMs) }];
  for (let at = fromMs; at < toMs; at += stepMs) {
    const before = offsets.at(-1)?.minutes;
    const next = Math.min(at + stepMs, toMs);
    if (offsetAt(next) !== before) offsets.push(changeBetween(offsetAt, at, next));
  }
  return offsets;
}

// Clocks change on a full minute, and never twice within a day.
function changeBetween(offsetAt: (timeMs: number) => number, fromMs: number, toMs: number) {
  const minutes = offsetAt(toMs);
  let low = Math.floor(fromMs / MINUTE_MS);
  let high = Math.ceil(toMs / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS) === minutes) high = middle;
    else low = middle;
  }
  return { from: high * MINUTE_MS, minutes };
}

function offsetReader(timeZone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (timeMs) => {
    const parts = Object.fromEntries(
      format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]),
    );
    const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
    return Math.round((local - Math.floor(timeMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
  };
}
