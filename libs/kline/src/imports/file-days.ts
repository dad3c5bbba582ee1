import { isOfDays } from '@app/engine';
import { type DaySession, daySessionOf } from '../day-session.js';
import { sessionOf } from '../formats/session-of.js';
import type { Series } from '../series.entity.js';
import { dayStartText, type SessionDays } from '../session-days.js';
import { mayChange, type Uploader } from '../upload.js';
import type { ImportReader } from './import-reader.js';
import type { ImportTarget } from './import-target.js';
import type { ImportWriterRepository } from './import-writer.repository.js';

/** Is a file of bars of days, and what is known of where it goes. */
export interface FileOfDays {
  reader: ImportReader;
  target: ImportTarget;
  stored: Series | null;
  /** Where the days of the symbol start; null where that is not known. */
  known: SessionDays | null;
  uploader: Uploader;
}

// Days of 270 years.
const MOST_TIMES = 100_000;

/** Finds by which session the bars of a file are stamped with their dates, for which it is read once more: that of the symbol, that which the file shows, or that which it shows together with what is stored. Says so in its notes. */
export async function fileDays(
  writers: ImportWriterRepository,
  { reader, target: { name }, stored, known, uploader }: FileOfDays,
): Promise<DaySession | null> {
  const { timeframe } = name;
  if (timeframe === '' || !isOfDays(timeframe)) return null;
  const times = await timesOf(reader);
  const { sessionZone, dayStartMs } = reader.found;
  const shown = { sessionZone, dayStartMs };
  const before = stored?.count ? await writers.openTimes(stored) : [];
  const together = timeframe === '1d' && before.length > 0 ? shownBy([...before, ...times]) : null;
  const days = daySessionOf({
    timeframe,
    times,
    stored: stored?.count
      ? { times: before, gridOffsetMs: stored.gridOffsetMs, mayMove: mayChange(uploader, stored) }
      : null,
    candidates: [known, shown, known ? null : together].filter((each) => each !== null),
  });
  if (!days) return null;
  tell(reader, days.days, { known, shown });
  if (days.movedTo !== null) {
    reader.found.notes.push(
      `The ${before.length} bars that are stored are stamped with their dates, too.`,
    );
  }
  return days;
}

async function timesOf(reader: ImportReader): Promise<number[]> {
  const times: number[] = [];
  await reader.scan(({ time, count }) => {
    for (let i = 0; i < count && times.length < MOST_TIMES; i++) times.push(time[i]);
  });
  return times;
}

function shownBy(times: number[]): SessionDays {
  return sessionOf(Float64Array.from(times), '1d', 'UTC', []);
}

function tell(
  reader: ImportReader,
  days: SessionDays,
  { known, shown }: { known: SessionDays | null; shown: SessionDays },
): void {
  if (days === shown) return;
  const start = `Days start at ${dayStartText(days.dayStartMs)} in ${days.sessionZone}`;
  const isSame = days.sessionZone === shown.sessionZone && days.dayStartMs === shown.dayStartMs;
  if (isSame) return;
  const how =
    days === known
      ? 'as is known of the symbol'
      : 'as the clock changes of these and the stored bars show';
  reader.setDays(days, `${start}, ${how}.`);
}
