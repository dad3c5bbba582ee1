import { AppError, text, type Text } from '@app/platform';
import { mayChange, type Uploader } from '../upload.js';
import type { Series } from '../series.entity.js';
import type { ConflictPolicy, ImportCounts } from './data-import.entity.js';
import { importErrors } from './import.errors.js';
import type { ImportShape } from './import-shape.js';
import type { Extent, ImportWriter } from './import-writer.repository.js';

/** Tells what the rows of a file are: how many, from when to when, and how often they repeat each other. */
export interface LoadedRows extends Extent {
  repeated: number;
  clashing: number;
  outOfOrder: number;
  /** The hash of all rows, where it is known before they are written. */
  hash: string | null;
}

/** Tells what rows would do to a series. */
export interface Assessment {
  counts: ImportCounts;
  /** Whether rows were compared with stored ones, as some may have the same times. */
  isCompared: boolean;
  /** Whether stored rows that differ are replaced. */
  replaces: boolean;
  /** The lines of the rows that only the owner of the series and admins may write. */
  othersLines: number[];
}

const MOST_DIFFERENCES = 20;
const MOST_CLASHING = 0.05;
const NOTHING = text('', '');

/** Compares the rows of a file with those of a series, null where there is none. */
export async function assess(
  writer: ImportWriter,
  shape: ImportShape,
  rows: LoadedRows,
  series: Series | null,
  asked: { onConflict: ConflictPolicy; uploader: Uploader; mostLines: number },
): Promise<Assessment> {
  const isCompared = series !== null && overlaps(rows, series);
  const { present, differing } = isCompared
    ? await writer.compare(shape, series)
    : { present: 0, differing: 0 };
  const wants = asked.onConflict === 'replace';
  const may = series === null || mayChange(asked.uploader, series);
  const counts: ImportCounts = {
    inserted: rows.count - present,
    updated: wants && may ? differing : 0,
    unchanged: present - differing,
    differing,
    duplicates: rows.repeated,
    outOfOrder: rows.outOfOrder,
    first: rows.first?.toISOString() ?? null,
    last: rows.last?.toISOString() ?? null,
    differences: differing > 0 ? await writer.differences(shape, MOST_DIFFERENCES) : [],
  };
  return {
    counts,
    isCompared,
    replaces: wants && may,
    othersLines: wants && !may && differing > 0 ? await writer.differingLines(asked.mostLines) : [],
  };
}

/** Says why rows are refused as a whole, or null; `why` tells what is wrong with rows that are none of a series'. */
export function refusalOf(
  rows: Omit<LoadedRows, 'hash' | 'outOfOrder'>,
  read: number,
  differing: number,
  onConflict: ConflictPolicy,
  why: Text = NOTHING,
): AppError | null {
  if (rows.count === 0) {
    return new AppError(importErrors['kline/import-no-rows'], { values: { rows: read, why } });
  }
  const all = rows.count + rows.repeated;
  if (rows.clashing > all * MOST_CLASHING) {
    const values = { clashing: rows.clashing, rows: all };
    return new AppError(importErrors['kline/import-mixed'], { values });
  }
  if (onConflict !== 'fail' || differing === 0) return null;
  return new AppError(importErrors['kline/import-conflict'], { values: { differing } });
}

function overlaps({ first, last }: Extent, series: Series): boolean {
  if (!first || !last || !series.first || !series.last) return false;
  return first <= series.last && last >= series.first;
}
