import type { Timeframe } from '@app/engine';

/** Says what was read of the stored data: a version of a series, whose history lists the same hash. */
export interface DataSource {
  /** The timeframe as it is stored: a finer one where bars were resampled; null of funding rates. */
  timeframe: Timeframe | null;
  version: number;
  /** Null where it is not known. */
  content_hash: string | null;
}

/** Are the sources of a run: of bars by symbol, of finer bars by symbol and timeframe, of rates by symbol and the word funding. */
export type DataSources = Record<string, DataSource>;

/** Leaves of sources their versions. */
export function versionsOf(sources: DataSources): Record<string, number> {
  return Object.fromEntries(Object.entries(sources).map(([name, { version }]) => [name, version]));
}
