import type { JsonSchema } from '@barline/engine';
import { number, one, ref, said } from './schema-words.js';
import { MOST } from './words.js';

const part = number({ exclusiveMinimum: 0, maximum: 1 });

/** The schema of a number of bars to wait or to hold. */
export const barsSchema = number({ type: 'integer', minimum: 1, maximum: MOST.after });

/** The schema of a distance on a side of a price on which fractions stay below a bound. */
export function distanceSchema(exclusiveMaximum: number): JsonSchema {
  const fraction = number({ minimum: 0, exclusiveMaximum });
  return {
    anyOf: [
      one('fraction', said('A fraction of the price; 0 is none.', fraction)),
      one(
        'distance',
        said(
          'Price units, such as a multiple of the average true range; without a value above 0 there is no entry.',
          ref('value'),
        ),
      ),
    ],
  };
}

/** The schema of how much an entry trades. */
export const sizeSchema: JsonSchema = {
  anyOf: [
    one('fraction', said('A fraction of the free equity, up to 1.', part)),
    one('units', said('Units of the symbol.', ref('value'))),
    one('cash', said('Money, as margin and fees.', ref('value'))),
    one('risk', said('The fraction of the equity that is lost at the stop.', part)),
  ],
};

const waits = { bars: said('Bars for which it waits, 1 unless given.', barsSchema) };

/** The schema of an entry that waits for a price. */
export const orderSchema: JsonSchema = {
  anyOf: [
    one('limit', said('How far on the better side of the close.', distanceSchema(1)), waits),
    one('stop', said('How far on the worse side of the close.', distanceSchema(1000)), waits),
  ],
};
