import { leanAdjustments, type AdjustmentPlaces, namedAdjustments } from './adjustments.js';
import type { ReadOptions } from './market-file.js';
import { columnsByName, fitHeader } from './named-columns.js';
import { type FoundColumns, noPlaces } from './places.js';
import type { Sample } from './sample.js';
import { columnsByPlace } from './unnamed-columns.js';

/** Says what the columns of delimited text or JSON records are. */
export interface TextColumns extends FoundColumns {
  adjustments: AdjustmentPlaces | null;
}

/** Finds the columns of a file, by header or place. */
export function textColumns(sample: Sample, options: ReadOptions, notes: string[]): TextColumns {
  const lean = leanAdjustments(sample);
  if (lean) {
    const places = { ...noPlaces(), time: 0 };
    return { kind: 'adjustments', places, unnamed: false, adjustments: lean };
  }
  if (!sample.header || !(sample.named || isTold(options))) {
    sample.header = null;
    return { ...columnsByPlace(sample, options), adjustments: null };
  }
  const header = fitHeader({ ...sample, header: sample.header });
  sample.header = header;
  const found = columnsByName({ ...sample, header }, options, notes);
  const adjustments =
    found.kind === 'adjustments' ? namedAdjustments(header, found.places.time) : null;
  return { ...found, adjustments };
}

// A line of words that name nothing is no header; unless the reader was told of one of them.
function isTold(options: ReadOptions): boolean {
  return Object.values(options.columns ?? {}).some((value) => typeof value === 'string');
}
