import type { FoundFile } from '../formats/index.js';
import type { ImportCounts, ImportStage } from './data-import.entity.js';
import type { StagedFile } from './staged-file.js';

const READING_ENDS_AT = 95;

/** Tells how far an import is, while it works. */
export class ImportProgress {
  stage: ImportStage = 'reading';
  rowsRead = 0;
  rowsWritten = 0;
  rowsRejected = 0;
  found: FoundFile | null = null;
  /** What the rows are to those that are stored, once that is known. */
  counts: ImportCounts | null = null;

  constructor(private readonly file: StagedFile) {}

  /** Percent, 0 to 99: only what is committed is whole. */
  get percent(): number {
    if (this.stage === 'writing') return READING_ENDS_AT;
    return Math.floor(this.file.progress * READING_ENDS_AT);
  }

  /** Forgets what was read to find out what the file is. */
  beginReading(): void {
    this.file.rewind();
  }

  /** Starts over, as the file is read anew. */
  restart(): void {
    this.beginReading();
    this.stage = 'reading';
    this.rowsRead = 0;
    this.rowsWritten = 0;
    this.rowsRejected = 0;
    this.counts = null;
  }
}
