import { isTimeframe, type Timeframe } from '@app/engine';
import { readFileName } from './file-name.js';
import { FormatError } from './format-error.js';
import type { FileKind, FoundFile, ReadOptions } from './market-file.js';
import { sessionOf } from './session-of.js';
import { otherTimeframe, timeframeOf, usualDistance } from './timeframe-of.js';

/** Says what is known of a file whose first rows were read. */
export interface ReadRows {
  times: Float64Array;
  /** Whether times name no zone and are no epochs. */
  local: boolean;
  timezone: string;
  /** The symbol that rows or content name. */
  symbol: string | null;
  names: string[];
  kind: FileKind;
  options: ReadOptions;
  notes: string[];
}

/** Tells symbol, timeframe, zone and session of a file by its first rows and its name; throws a FormatError where rows contradict the timeframe that was told. */
export function describeRows(
  rows: ReadRows,
): Pick<FoundFile, 'symbol' | 'timeframe' | 'timezone' | 'sessionZone' | 'dayStartMs'> {
  const { options, notes, times } = rows;
  const timezone = rows.local ? rows.timezone : 'UTC';
  const named = rows.names.map(readFileName);
  const symbol = options.symbol ?? rows.symbol ?? firstOf(named.map((name) => name.symbol));
  checkTimeframe(rows);
  const timeframe =
    options.timeframe ?? inferred(rows, firstOf(named.map((name) => name.timeframe)));
  if (rows.local && options.timezone === undefined && timezone === 'UTC' && timeframe !== '1d') {
    notes.push('Times name no zone, so they were read as UTC; say timezone if they are local.');
  }
  return { symbol, timeframe, timezone, ...sessionOf(times, timeframe, timezone, notes) };
}

function checkTimeframe({ times, kind, options: { timeframe } }: ReadRows): void {
  const other = timeframe && kind === 'bars' ? otherTimeframe(times, timeframe) : null;
  if (other === null) return;
  throw new FormatError(
    'timeframe-differs',
    [{ field: 'timeframe', problem: `rows lie ${other} apart, not ${timeframe}` }],
    `Rows lie ${other} apart, not ${timeframe}: send timeframe=${other}, or leave it out.`,
  );
}

function inferred({ times, kind, notes }: ReadRows, named: Timeframe | null): Timeframe | null {
  // Rates are stamped some milliseconds late.
  const timeframe = timeframeOf(kind === 'bars' ? times : times.map(toMinutes), named);
  if (timeframe) {
    if (named && named !== timeframe && kind === 'bars') {
      notes.push(`The name says ${named}, but bars lie ${timeframe} apart.`);
    }
    return timeframe;
  }
  if (named && isTimeframe(named)) {
    notes.push(`The times do not tell the timeframe, so it was taken from the name: ${named}.`);
    return named;
  }
  notes.push(`The timeframe is unknown: rows lie ${usualDistance(times)} apart.`);
  return null;
}

function toMinutes(time: number): number {
  return Math.round(time / 60_000) * 60_000;
}

function firstOf<T>(values: (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}
