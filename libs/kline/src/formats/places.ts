import type { ColumnName, FileKind } from './market-file.js';
import type { CellPlaces } from './row-decoder.js';

/** Says what the columns of a file were found to be. */
export interface FoundColumns {
  kind: FileKind;
  places: CellPlaces;
  /** Whether the order of the prices was taken from their places alone. */
  unnamed: boolean;
}

/** Gives the places of a file that has none of the columns. */
export function noPlaces(): CellPlaces {
  return {
    time: -1,
    date: -1,
    open: -1,
    high: -1,
    low: -1,
    close: -1,
    volume: -1,
    quoteVolume: -1,
    trades: -1,
    symbol: -1,
  };
}

/** Tells that volumes are made up where no column holds them. */
export function noteVolume({ volume }: CellPlaces, notes: string[]): void {
  if (volume < 0) notes.push('No column holds volumes, so they are stored as 0.');
}

/** Names the columns of places as the preview does. */
export function namePlaces(
  places: CellPlaces,
  header: readonly string[] | null,
): Partial<Record<ColumnName, string | number>> {
  const named: Partial<Record<ColumnName, string | number>> = {};
  for (const [key, place] of Object.entries(places) as [keyof CellPlaces, number][]) {
    if (place < 0) continue;
    const text = header?.[place];
    const unique = text !== undefined && text !== '' && header?.indexOf(text) === place;
    named[key === 'quoteVolume' ? 'quote_volume' : key] = unique ? text : place;
  }
  return named;
}
