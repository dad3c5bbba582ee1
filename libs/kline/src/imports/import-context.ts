import type { Series } from '../series.entity.js';
import type { Uploader } from '../upload.js';
import type { ImportCounts, ImportOptions } from './data-import.entity.js';
import type { ImportProgress } from './import-progress.js';
import type { ImportReader } from './import-reader.js';
import type { ImportTarget } from './import-target.js';

/** Is what one pass over a file works with. */
export interface ImportContext {
  reader: ImportReader;
  target: ImportTarget;
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
  gridOffsetMs: number;
}
