import { combinedSql } from '../content-hash.js';
import type { ImportShape } from './import-shape.js';

// What a file brings, as it stands there; the same without rows that a later one replaces; and the stored rows of the same times.
const ROWS = 'import_rows';
const DISTINCT = 'import_distinct';
const STORED = 'import_stored';

/** Names the table of a file's rows in which each time stands once. */
export function rowsTable(isDistinct: boolean): string {
  return isDistinct ? DISTINCT : ROWS;
}

/** Makes the table that takes the rows of a file. */
export function createRows({ time, figures, types }: ImportShape): string {
  const columns = figures.map((name, i) => `${name} ${types[i]}`);
  return `CREATE TEMP TABLE ${ROWS} (place int4, line float8, ${time} timestamptz, ${columns.join(', ')}) ON COMMIT DROP`;
}

/** Copies rows into that table. */
export function copyRows({ time, figures }: ImportShape): string {
  return `COPY ${ROWS} (place, line, ${time}, ${figures.join(', ')}) FROM STDIN (FORMAT binary)`;
}

/** Copies rows straight into the table of their kind. */
export function copyDirect({ table, time, figures }: ImportShape): string {
  return `COPY ${table} (series_id, ${time}, ${figures.join(', ')}, version) FROM STDIN (FORMAT binary)`;
}

/** Counts the rows whose time an earlier row has too, and those of them that say something else. */
export function countRepeated({ time, figures }: ImportShape): string {
  const other = figures.map((name) => `${name} IS DISTINCT FROM lag(${name}) OVER same`);
  return `
    SELECT count(*) FILTER (WHERE again)::int AS repeated,
      count(*) FILTER (WHERE again AND other)::int AS clashing
    FROM (
      SELECT ${time} = lag(${time}) OVER same AS again, ${other.join(' OR ')} AS other
      FROM ${ROWS} WINDOW same AS (ORDER BY ${time}, place)
    ) AS pairs`;
}

/** Keeps the last row of each time. */
export function createDistinct({ time }: ImportShape): string {
  return `CREATE TEMP TABLE ${DISTINCT} ON COMMIT DROP AS
    SELECT DISTINCT ON (${time}) * FROM ${ROWS} ORDER BY ${time}, place DESC`;
}

/** Finds the stored rows of a series that have the times of rows of the file. */
export function createStored(
  { table, time, figures }: ImportShape,
  rows: string,
  seriesId: number,
): string {
  // A look into the key a row; a join was seen to turn quadratic on a series too new for statistics.
  return `CREATE TEMP TABLE ${STORED} ON COMMIT DROP AS
    SELECT old.*, incoming.line,
      ${rowOf('old', figures)} IS DISTINCT FROM ${rowOf('incoming', figures)} AS differs
    FROM ${rows} AS incoming CROSS JOIN LATERAL (
      SELECT * FROM ${table}
      WHERE series_id = ${seriesId} AND ${table}.${time} = incoming.${time} LIMIT 1
    ) AS old`;
}

/** Counts the stored rows that were found, and those that differ. */
export const COUNT_STORED = `
  SELECT count(*)::int AS present, count(*) FILTER (WHERE differs)::int AS differing FROM ${STORED}`;

/** Lists the lines of the rows that differ from stored ones. */
export const DIFFERING_LINES = `SELECT line FROM ${STORED} WHERE differs ORDER BY line LIMIT $1`;

/** Lists the rows of a file that differ from stored ones, in its order. */
export function differingRows({ time, figures }: ImportShape, rows: string): string {
  const columns = figures.map((name) => `incoming.${name}`).join(', ');
  return `SELECT line, incoming.${time} AS time, ARRAY[${columns}]::float8[] AS figures
    FROM (SELECT ${time} FROM ${STORED} WHERE differs ORDER BY line LIMIT $1) AS old
    JOIN ${rows} AS incoming USING (${time}) ORDER BY line`;
}

/** Shows the first rows that differ from stored ones. */
export function differences({ time, figures }: ImportShape, rows: string): string {
  const shown = (row: string) =>
    `jsonb_build_object(${figures.map((name) => `'${name}', ${row}.${name}`).join(', ')})`;
  return `SELECT old.${time} AS time, ${shown('old')} AS stored, ${shown('incoming')} AS incoming
    FROM (SELECT * FROM ${STORED} WHERE differs ORDER BY ${time} LIMIT $1) AS old
    JOIN ${rows} AS incoming USING (${time}) ORDER BY ${time}`;
}

/** Counts the rows of a file in which each time stands once, and tells the first and the last time. */
export function extent({ time }: ImportShape, rows: string): string {
  return `SELECT count(*)::int AS count, min(${time}) AS first, max(${time}) AS last FROM ${rows}`;
}

/** Writes all rows of a file, none of which is stored, as the next version ($2) of a series ($1). */
export function insertAll({ table, time, figures }: ImportShape, rows: string): string {
  const columns = [time, ...figures].join(', ');
  return `INSERT INTO ${table} (series_id, ${columns}, version)
    SELECT $1::int, ${columns}, $2::int FROM ${rows} ORDER BY ${time}`;
}

/** Writes the rows of a file that are new and, when asked, those that differ, as the next version ($2) of a series ($1), keeps what they supersede, and returns the hash of what came and went. */
export function merge(
  { table, history, time, figures, hash }: ImportShape,
  rows: string,
  { replaces, looks }: { replaces: boolean; looks: boolean },
): string {
  const columns = [time, ...figures].join(', ');
  const isDone = replaces ? 'NOT stored.differs' : 'true';
  const isNew = `NOT EXISTS (SELECT 1 FROM ${STORED} AS stored
    WHERE stored.${time} = incoming.${time} AND ${isDone})`;
  const written = `
    INSERT INTO ${table} AS old (series_id, ${columns}, version)
    SELECT $1::int, ${columns}, $2::int FROM ${rows} AS incoming
    ${looks ? `WHERE ${isNew}` : ''} ORDER BY ${time}
    ON CONFLICT (series_id, ${time}) DO UPDATE SET
      ${figures.map((name) => `${name} = excluded.${name}`).join(', ')}, version = excluded.version
    RETURNING ${hash('old')} AS hash`;
  if (!replaces || !looks) {
    return `WITH written AS (${written}) SELECT ${combinedSql('hash')} AS hash FROM written`;
  }
  return `
    WITH superseded AS (
      INSERT INTO ${history} (series_id, first_version, last_version, ${columns})
      SELECT series_id, version, $2::int - 1, ${columns} FROM ${STORED}
      WHERE differs AND version < $2
      ON CONFLICT DO NOTHING
    ), written AS (${written})
    SELECT (SELECT ${combinedSql('hash')} FROM written)
      # (SELECT ${combinedSql(hash(STORED))} FROM ${STORED} WHERE differs) AS hash`;
}

/** Tells the planner what a temporary table holds. */
export function analyze(rows: string): string {
  return `ANALYZE ${rows}`;
}

/** Tells the planner what stored rows were found. */
export const ANALYZE_STORED = analyze(STORED);

function rowOf(row: string, figures: readonly string[]): string {
  return `(${figures.map((name) => `${row}.${name}`).join(', ')})`;
}
