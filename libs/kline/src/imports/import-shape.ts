import { barHashSql, rateHashSql } from '../content-hash.js';
import type { SeriesKind } from '../series.entity.js';
import { ROWS_OF_KIND } from '../series-writer.repository.js';
import type { CopyType } from './copy-encoder.js';

/** Describes the rows of a kind of series to an import: their tables, and their columns in order. */
export interface ImportShape {
  kind: SeriesKind;
  table: string;
  history: string;
  /** The column of the time, which comes first. */
  time: string;
  /** The columns of the figures, which follow it. */
  figures: readonly string[];
  types: readonly CopyType[];
  /** Writes the SQL of a row's hash. */
  hash: (row: string) => string;
}

/** Describes bars. */
export const BAR_SHAPE: ImportShape = {
  kind: 'bars',
  ...tablesOf('bars'),
  figures: ['open', 'high', 'low', 'close', 'volume', 'quote_volume', 'trades'],
  types: ['float8', 'float8', 'float8', 'float8', 'float8', 'float8', 'int4'],
  hash: barHashSql,
};

/** Describes funding rates. */
export const RATE_SHAPE: ImportShape = {
  kind: 'funding',
  ...tablesOf('funding'),
  figures: ['rate'],
  types: ['float8'],
  hash: rateHashSql,
};

function tablesOf(kind: SeriesKind) {
  const { table, history, time } = ROWS_OF_KIND[kind];
  return { table, history, time };
}
