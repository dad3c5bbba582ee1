import type { JsonSchema } from '@barline/engine';
import { list, number, one, only, ref, said } from './schema-words.js';
import { ARITHMETIC, COMPARISONS, JOINTS, MOST, RUNS } from './words.js';

const SAID: Record<(typeof COMPARISONS)[number] | keyof typeof ARITHMETIC, string> = {
  '>': 'The first value is above the second.',
  '>=': 'The first value is above the second or equal to it.',
  '<': 'The first value is below the second.',
  '<=': 'The first value is below the second or equal to it.',
  crosses_above: 'The first value was below the second on the bar before and is above it now.',
  crosses_below: 'The first value was above the second on the bar before and is below it now.',
  add: 'The sum of values.',
  mul: 'The product of values.',
  sub: 'The first value less the second.',
  div: 'The first value divided by the second.',
};

const ago = number({ type: 'integer', minimum: 0, maximum: MOST.ago });
const bars = number({ type: 'integer', minimum: 1, maximum: MOST.run });

/** The schema of a value. */
export const valueSchema: JsonSchema = said('A value at a close.', {
  anyOf: [
    { type: 'number' },
    ref('seriesName'),
    ref('param'),
    said(
      'A series some of its own bars ago.',
      only({ series: ref('seriesName'), ago }, ['series', 'ago']),
    ),
    ...Object.entries(ARITHMETIC).map(([operator, [least, most]]) =>
      said(
        SAID[operator as keyof typeof ARITHMETIC],
        one(operator, list(ref('value'), least, most)),
      ),
    ),
  ],
});

/** The schema of a condition. */
export const conditionSchema: JsonSchema = said('Something that is so or not so at a close.', {
  anyOf: [
    ...JOINTS.map((joint) =>
      said(
        joint === 'all' ? 'All of the conditions hold.' : 'At least one of the conditions holds.',
        one(joint, list(ref('condition'), 1, MOST.joined)),
      ),
    ),
    said(
      'The condition does not hold, and the values that it compares exist.',
      one('not', ref('condition')),
    ),
    ...COMPARISONS.map((operator) => said(SAID[operator], one(operator, list(ref('value'), 2, 2)))),
    ...RUNS.map((run) => {
      const pair = { type: 'array', prefixItems: [ref('value'), bars], minItems: 2, maxItems: 2 };
      return said(`The value is ${run} on each of so many bars.`, one(run, pair));
    }),
    said(
      'A parameter of type bool that is true, or one that is what `is` says.',
      one('param', ref('name'), { is: { type: ['string', 'number', 'boolean'] } }),
    ),
  ],
});
