import { count, listOf, mapOf, number, orNull, record, text } from './shape.js';

const STATS = record({ count, fsum: number, min: orNull(number), max: orNull(number) });

/** The form of an indicator oracle; see oracles/README.md, section 1. */
export const INDICATOR = record(
  {
    name: text,
    data: text,
    inputs: listOf(text),
    cases: listOf(
      record({
        params: mapOf(number),
        lookback: count,
        full_series_stats: mapOf(STATS),
        outputs: mapOf(listOf(orNull(number))),
      }),
    ),
  },
  { source: text, index_file: text },
);
