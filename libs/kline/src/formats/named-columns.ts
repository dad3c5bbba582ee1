import { FormatError } from './format-error.js';
import { type HeaderName, namedColumns, plainHeader } from './header-names.js';
import type { ColumnName, ReadOptions } from './market-file.js';
import { type FoundColumns, noPlaces } from './places.js';
import { isNumberText, mostCells, type Sample } from './sample.js';
import { looksLikeClock, looksLikeTime } from './time-style.js';

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Finds the columns of a file by its header; throws a FormatError that names what a bar lacks. */
export function columnsByName(
  sample: Sample & { header: string[] },
  options: ReadOptions,
  notes: string[],
): FoundColumns {
  const { header } = sample;
  const told = toldColumns(header, options);
  const names = { ...namedColumns(header), ...told };
  const places = { ...noPlaces(), ...timePlaces(sample, names, options, notes) };
  if (names.close === undefined && names.adjusted_close !== undefined) {
    names.close = names.adjusted_close;
    notes.push('There is no close but the adjusted one, which was taken.');
  }
  const bars = PRICES.every((name) => names[name] !== undefined);
  const kind = bars
    ? 'bars'
    : names.rate !== undefined
      ? 'funding'
      : names.split !== undefined || names.dividend !== undefined
        ? 'adjustments'
        : 'bars';
  if (places.time < 0 || (kind === 'bars' && !bars)) {
    throw missingColumns(header, names, places.time >= 0);
  }
  places.open = (kind === 'funding' ? names.rate : names.open) ?? -1;
  places.high = names.high ?? -1;
  places.low = names.low ?? -1;
  places.close = names.close ?? -1;
  if (kind === 'bars') {
    places.volume = told.volume ?? volumePlace(sample, names, notes);
    places.quoteVolume = names.quote_volume ?? -1;
    places.trades = names.trades ?? -1;
  }
  if (names.symbol !== undefined && mostCells(sample.rows, names.symbol, () => true)) {
    places.symbol = names.symbol;
  }
  return { kind, places, unnamed: false };
}

/** Finds the columns that the reader was told of, of a file with so many; throws a FormatError for one that is not there. */
export function toldColumns(
  header: readonly string[],
  options: ReadOptions,
  cells = header.length,
): Partial<Record<ColumnName, number>> {
  const told: Partial<Record<ColumnName, number>> = {};
  for (const [name, value] of Object.entries(options.columns ?? {}) as [
    ColumnName,
    string | number,
  ][]) {
    if (value === undefined) continue;
    let place = typeof value === 'number' ? value : header.indexOf(value);
    if (typeof value === 'string' && place < 0) {
      place = header.findIndex((text) => plainHeader(text) === plainHeader(value));
    }
    if (!Number.isInteger(place) || place < 0 || place >= cells) {
      throw new FormatError(
        'column-unknown',
        [{ field: `columns.${name}`, problem: `there is no column ${String(value).slice(0, 64)}` }],
        header.length > 0
          ? `The file has ${listed(header)}.`
          : 'The file names no columns: count them from 0.',
      );
    }
    told[name] = place;
  }
  return told;
}

/** Completes headers that lack the name of the first cell (an index of dates), or name date and time as one. */
export function fitHeader({ header, rows, cells }: Sample & { header: string[] }): string[] {
  const named = header.slice(0, header.findLastIndex((text) => text !== '') + 1);
  if (named.length !== cells - 1 || header.length >= cells) return header;
  if (mostCells(rows, 0, looksLikeTime) && mostCells(rows, 1, looksLikeClock)) {
    return [named[0], 'time', ...named.slice(1)];
  }
  return mostCells(rows, 0, looksLikeTime) ? ['time', ...named] : header;
}

function timePlaces(
  { rows, cells }: Sample,
  names: Partial<Record<HeaderName, number>>,
  options: ReadOptions,
  notes: string[],
): { time: number; date: number } {
  const { time, date } = names;
  const apart = time !== undefined && date !== undefined && mostCells(rows, time, looksLikeClock);
  if (apart && mostCells(rows, date, looksLikeTime)) return { time, date };
  if (options.columns?.time !== undefined && time !== undefined) return { time, date: -1 };
  for (const place of [time, date]) {
    if (place !== undefined && mostCells(rows, place, looksLikeTime)) {
      return { time: place, date: -1 };
    }
  }
  for (let place = 0; place < cells; place += 1) {
    if (!mostCells(rows, place, looksLikeTime) || Object.values(names).includes(place)) continue;
    notes.push(`Column ${place} holds times, though it is not called so.`);
    return { time: place, date: -1 };
  }
  return { time: time ?? date ?? -1, date: -1 };
}

function volumePlace(
  { rows }: Sample,
  names: Partial<Record<HeaderName, number>>,
  notes: string[],
): number {
  const { volume, tick_volume: ticks } = names;
  if (volume !== undefined && ticks !== undefined) {
    // Brokers without an exchange write 0, or start to write volumes some day.
    const empty = mostCells(rows, volume, (text) => Number(text) === 0, 0.1);
    if (!empty) return volume;
    notes.push('The volume is often 0, so the tick volume was taken.');
    return ticks;
  }
  if (volume === undefined && ticks !== undefined) notes.push('The volume counts ticks.');
  return volume ?? ticks ?? -1;
}

function missingColumns(
  header: readonly string[],
  names: Partial<Record<HeaderName, number>>,
  timed: boolean,
): FormatError {
  const missing = PRICES.filter((name) => names[name] === undefined);
  const details = [...(timed ? [] : ['time']), ...missing].map((name) => ({
    field: name,
    problem: 'is missing',
  }));
  return new FormatError(
    'columns-missing',
    details,
    `The file has ${listed(header)}. If one of them holds what is missing, name it in columns.`,
  );
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 20).map((text) => text.slice(0, 40) || '(unnamed)');
  return `${shown.join(', ')}${header.length > 20 ? ', …' : ''}`;
}

/** Says whether all filled cells of a column are numbers, as for a column of prices. */
export function holdsNumbers(sample: Sample, place: number): boolean {
  return mostCells(sample.rows, place, isNumberText);
}
