import { type JsonSchema, TIMEFRAMES } from '@barline/engine';
import { STRATEGY_NAME } from '../strategy-name.js';
import { barsSchema, distanceSchema, orderSchema, sizeSchema } from './schema-orders.js';
import { paramSchema, seriesSchemas } from './schema-series.js';
import { conditionSchema, valueSchema } from './schema-terms.js';
import { one, only, ref, said } from './schema-words.js';
import { MOST, NAME } from './words.js';

const named = (items: JsonSchema, maxProperties: number): JsonSchema => ({
  type: 'object',
  propertyNames: ref('name'),
  additionalProperties: items,
  maxProperties,
});

const entry: JsonSchema = {
  ...only(
    {
      long: said('When to buy.', ref('condition')),
      short: said('When to sell short.', ref('condition')),
      order: said('Waits for a price instead of trading at the next open.', orderSchema),
    },
    [],
  ),
  anyOf: [{ required: ['long'] }, { required: ['short'] }],
};

const exit: JsonSchema = only(
  {
    long: said('When to close a long position.', ref('condition')),
    short: said('When to close a short position.', ref('condition')),
    after: said('Bars after the entry at which the trade is closed.', barsSchema),
    end_of_day: { type: 'boolean', description: 'Whether the last bar of a session day closes.' },
  },
  [],
);

const properties: JsonSchema = {
  $schema: { type: 'string', maxLength: MOST.text, description: 'The address of this schema.' },
  name: { type: 'string', pattern: STRATEGY_NAME.source, description: 'The name.' },
  description: { type: 'string', maxLength: MOST.text, description: 'What it does.' },
  params: said(
    'Parameters by name, which a run or a sweep may set.',
    named(paramSchema, MOST.params),
  ),
  constraint: said('What must hold of the parameters together.', ref('condition')),
  series: said('Indicators by the names that conditions use.', named(ref('series'), MOST.series)),
  entry: said('When to open a position.', entry),
  exit: said('When to close it.', exit),
  reverse: {
    type: 'boolean',
    description: 'Whether an entry to the other side closes the position and opens the other.',
  },
  size: said('How much an entry trades; all of the free equity unless given.', sizeSchema),
  stop: said('The stop loss, on the worse side of the entry.', distanceSchema(1)),
  target: said('The target, on the better side of the entry.', distanceSchema(1000)),
  trail: said('The distance of a trailing stop.', distanceSchema(1)),
};

/** The JSON Schema (2020-12) of rules, for editors. Whether the names in rules are those of something is for parseRules to say. */
export const rulesSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rules',
  description: 'A strategy as data: when to enter and leave, with how much, and where to stop.',
  ...only(properties, ['name', 'entry']),
  $defs: {
    name: { type: 'string', pattern: NAME.source },
    seriesName: {
      type: 'string',
      description:
        'A column of the bars (close), of bars of a higher timeframe (1d:close), a series (fast) or an output of one (bands.upper).',
    },
    timeframe: { enum: [...TIMEFRAMES] },
    param: said('The value of a parameter.', one('param', ref('name'))),
    value: valueSchema,
    condition: conditionSchema,
    series: { type: 'object', required: ['indicator'], anyOf: seriesSchemas() },
  },
};
