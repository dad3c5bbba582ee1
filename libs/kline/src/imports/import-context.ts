import type { BarGrid } from '../bar-grid.js';
import type { DaySession } from '../day-session.js';
import type { Series } from '../series.entity.js';
import type { SessionDays } from '../session-days.js';
import type { Uploader } from '../upload.js';
import type { ImportCounts, ImportOptions } from './data-import.entity.js';
import type { ImportProgress } from './import-progress.js';
import type { ImportReader } from './import-reader.js';
import type { ImportTarget } from './import-target.js';

/** Is what one pass over a file works with. */
export interface ImportContext {
  reader: ImportReader;
  target: ImportTarget;
  /** What the series was when it was not locked yet; null where there was none. */
  stored: Series | null;
  /** The open times of its bars, where they may follow the clocks of a zone. */
  storedTimes: readonly number[];
  /** Where the days of the symbol start, as far as that is known. */
  days: SessionDays | null;
  /** Whether that is by the stamps of the file's bars. */
  isShown: boolean;
  /** How bars of days that are stored become dates first, where they stand at a time of day; null where nothing moves. */
  move: DaySession | null;
  options: ImportOptions;
  uploader: Uploader;
  progress: ImportProgress;
  signal: AbortSignal;
}

/** Is what a pass wrote: into which series, what the rows were to it, and the hash of what came and went. */
export interface WrittenRows {
  series: Series;
  counts: ImportCounts;
  hash: string;
  grid: BarGrid;
}
