import { MAX_TIME_MS } from '@app/platform';

/** Writes a time (epoch ms) as PostgreSQL reads it; the end of all times is its infinity. */
export function sqlTime(timeMs: number): string {
  return timeMs >= MAX_TIME_MS ? 'infinity' : new Date(timeMs).toISOString();
}

/** Writes one number of each row as an array in PostgreSQL's text form. */
export function sqlArray<T>(rows: readonly T[], read: (row: T) => number | null): string {
  return `{${rows.map((row) => read(row) ?? 'NULL').join(',')}}`;
}
