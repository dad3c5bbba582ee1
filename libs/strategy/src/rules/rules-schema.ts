import { type JsonSchema, TIMEFRAMES } from '@barline/engine';
import { paramSchema, seriesSchemas } from './schema-series.js';
import { COMPARISONS, JOINTS, MOST, RUNS } from './words.js';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const said = (description: string, schema: JsonSchema): JsonSchema => ({ description, ...schema });
const only = (properties: JsonSchema, required: readonly string[]): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: JsonSchema, minItems: number, maxItems: number): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});

const ABOUT: Record<(typeof COMPARISONS)[number], string> = {
  '>': 'The first value is above the second.',
  '>=': 'The first value is above the second or equal to it.',
  '<': 'The first value is below the second.',
  '<=': 'The first value is below the second or equal to it.',
  crosses_above: 'The first value was below the second on the bar before and is above it now.',
  crosses_below: 'The first value was above the second on the bar before and is below it now.',
};

const number: JsonSchema = said('A number, or the value of a parameter.', {
  anyOf: [{ type: 'number' }, ref('param')],
});

const value: JsonSchema = said('A value at a close.', {
  anyOf: [
    { type: 'number' },
    ref('seriesName'),
    ref('param'),
    said(
      'A series some of its own bars ago.',
      only({ series: ref('seriesName'), ago: ref('number') }, ['series', 'ago']),
    ),
    said('The sum of values.', only({ add: list(ref('value'), 2, 20) }, ['add'])),
    said('The product of values.', only({ mul: list(ref('value'), 2, 20) }, ['mul'])),
    said('The first value less the second.', only({ sub: list(ref('value'), 2, 2) }, ['sub'])),
    said(
      'The first value divided by the second.',
      only({ div: list(ref('value'), 2, 2) }, ['div']),
    ),
  ],
});

const condition: JsonSchema = said('Something that is so or not so at a close.', {
  anyOf: [
    ...JOINTS.map((joint) =>
      said(
        joint === 'all' ? 'All of the conditions hold.' : 'At least one of the conditions holds.',
        only({ [joint]: list(ref('condition'), 1, MOST.joined) }, [joint]),
      ),
    ),
    said(
      'The condition does not hold, and all of its values exist.',
      only({ not: ref('condition') }, ['not']),
    ),
    ...COMPARISONS.map((operator) =>
      said(ABOUT[operator], only({ [operator]: list(ref('value'), 2, 2) }, [operator])),
    ),
    ...RUNS.map((run) =>
      said(
        `The value is ${run} on each of so many bars.`,
        only(
          {
            [run]: {
              type: 'array',
              prefixItems: [ref('value'), ref('number')],
              minItems: 2,
              maxItems: 2,
            },
          },
          [run],
        ),
      ),
    ),
    said(
      'A parameter of type bool that is true, or one that is what `is` says.',
      only(
        {
          param: ref('name'),
          is: { type: ['string', 'number', 'boolean'] },
        },
        ['param'],
      ),
    ),
  ],
});

const distance: JsonSchema = said('A distance from a price.', {
  anyOf: [
    only({ fraction: said('A fraction of the price; 0 is none.', ref('number')) }, ['fraction']),
    only(
      {
        distance: said(
          'Price units, such as a multiple of the average true range; without a value above 0 there is no entry.',
          ref('value'),
        ),
      },
      ['distance'],
    ),
  ],
});

const size: JsonSchema = {
  anyOf: [
    only({ fraction: said('A fraction of the free equity, up to 1.', ref('number')) }, [
      'fraction',
    ]),
    only({ units: said('Units of the symbol.', ref('value')) }, ['units']),
    only({ cash: said('Money, as margin and fees.', ref('value')) }, ['cash']),
    only({ risk: said('The fraction of the equity that is lost at the stop.', ref('number')) }, [
      'risk',
    ]),
  ],
};

const bars = said('Bars for which it waits, 1 unless given.', ref('number'));

const order: JsonSchema = {
  anyOf: [
    only(
      { limit: said('How far on the better side of the close it waits.', ref('distance')), bars },
      ['limit'],
    ),
    only(
      { stop: said('How far on the worse side of the close it waits.', ref('distance')), bars },
      ['stop'],
    ),
  ],
};

const entry: JsonSchema = {
  ...only(
    {
      long: said('When to buy.', ref('condition')),
      short: said('When to sell short.', ref('condition')),
      order: said('Waits for a price instead of the next open.', order),
    },
    [],
  ),
  anyOf: [{ required: ['long'] }, { required: ['short'] }],
};

const exit: JsonSchema = only(
  {
    long: said('When to close a long position.', ref('condition')),
    short: said('When to close a short position.', ref('condition')),
    after: said('Bars after the entry at which the trade is closed.', ref('number')),
    end_of_day: { type: 'boolean', description: 'Whether the last bar of a session day closes.' },
  },
  [],
);

/** The JSON Schema (2020-12) of rules, for editors. What refers to something else, such as a name of a series, is checked by parseRules alone. */
export const rulesSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rules',
  description: 'A strategy as data: when to enter and leave, with how much, and where to stop.',
  ...only(
    {
      $schema: { type: 'string', description: 'The address of this schema, for editors.' },
      name: { type: 'string', minLength: 1, maxLength: 100, description: 'The name.' },
      description: { type: 'string', maxLength: MOST.text, description: 'What it does.' },
      params: {
        description: 'Parameters by name, which a run or a sweep may set.',
        type: 'object',
        propertyNames: ref('name'),
        additionalProperties: paramSchema,
        maxProperties: MOST.params,
      },
      constraint: said('What must hold of the parameters together.', ref('condition')),
      series: {
        description: 'Indicators by the names that conditions use.',
        type: 'object',
        propertyNames: ref('name'),
        additionalProperties: ref('series'),
        maxProperties: MOST.series,
      },
      entry: said('When to open a position.', entry),
      exit: said('When to close it.', exit),
      reverse: {
        type: 'boolean',
        description: 'Whether an entry to the other side closes the position and opens the other.',
      },
      size: said('How much an entry trades; all of the free equity unless given.', size),
      stop: said('The stop loss, on the worse side of the entry.', ref('distance')),
      target: said('The target, on the better side of the entry.', ref('distance')),
      trail: said('The distance of a trailing stop.', ref('distance')),
    },
    ['name', 'entry'],
  ),
  $defs: {
    name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,39}$' },
    seriesName: {
      type: 'string',
      description:
        'A column of the bars (close), of bars of a higher timeframe (1d:close), a series (fast) or an output of one (bands.upper).',
    },
    timeframe: { enum: [...TIMEFRAMES] },
    param: said('The value of a parameter.', only({ param: ref('name') }, ['param'])),
    number,
    value,
    condition,
    distance,
    series: { type: 'object', required: ['indicator'], anyOf: seriesSchemas(ref, only) },
  },
};
