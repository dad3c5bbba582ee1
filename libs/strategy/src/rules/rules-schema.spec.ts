import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { builtInsAsRules } from './fixtures/built-ins.js';
import { randomRules } from './fixtures/random-rules.js';
import { parseRules } from './parse-rules.js';
import { rulesSchema } from './rules-schema.js';

type Schema = Record<string, any>;

const TYPES: Record<string, (value: unknown) => boolean> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
};

// Each keyword of JSON Schema that the schema uses, and whether a value keeps to it.
const KEYWORDS: Record<string, (value: any, wanted: any, schema: Schema) => boolean> = {
  type: (value, wanted) => [wanted].flat().some((type) => TYPES[type](value)),
  const: (value, wanted) => value === wanted,
  enum: (value, wanted) => wanted.includes(value),
  minimum: (value, wanted) => typeof value !== 'number' || value >= wanted,
  maximum: (value, wanted) => typeof value !== 'number' || value <= wanted,
  exclusiveMinimum: (value, wanted) => typeof value !== 'number' || value > wanted,
  exclusiveMaximum: (value, wanted) => typeof value !== 'number' || value < wanted,
  minLength: (value, wanted) => typeof value !== 'string' || value.length >= wanted,
  maxLength: (value, wanted) => typeof value !== 'string' || value.length <= wanted,
  pattern: (value, wanted) => typeof value !== 'string' || new RegExp(wanted).test(value),
  minItems: (value, wanted) => !Array.isArray(value) || value.length >= wanted,
  maxItems: (value, wanted) => !Array.isArray(value) || value.length <= wanted,
  uniqueItems: (value) => !Array.isArray(value) || new Set(value).size === value.length,
  items: (value, wanted) => !Array.isArray(value) || value.every((each) => fits(each, wanted)),
  prefixItems: (value, wanted) =>
    !Array.isArray(value) || wanted.every((one: Schema, k: number) => fits(value[k], one)),
  required: (value, wanted) => wanted.every((key: string) => Object.hasOwn(value ?? {}, key)),
  properties: (value, wanted) =>
    Object.keys(value ?? {}).every((key) => !wanted[key] || fits(value[key], wanted[key])),
  additionalProperties: (value, wanted, { properties = {} }) =>
    Object.keys(value ?? {}).every(
      (key) => key in properties || (wanted !== false && fits(value[key], wanted)),
    ),
  propertyNames: (value, wanted) => Object.keys(value ?? {}).every((key) => fits(key, wanted)),
  maxProperties: (value, wanted) => Object.keys(value ?? {}).length <= wanted,
  anyOf: (value, wanted) => wanted.some((one: Schema) => fits(value, one)),
  $ref: (value, wanted) => fits(value, (rulesSchema.$defs as Schema)[wanted.split('/').at(-1)]),
};
const TEXTS = ['$schema', '$defs', 'title', 'description', 'default'];

function fits(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, wanted]) => {
    if (TEXTS.includes(keyword)) return true;
    if (!(keyword in KEYWORDS)) throw new Error(`no keyword ${keyword}`);
    return KEYWORDS[keyword](value, wanted, schema);
  });
}

const long = { '>': ['close', 1] };
const BAD: [string, object][] = [
  ['no entry', { entry: {} }],
  ['a comparison of one value', { entry: { long: { '>': ['close'] } } }],
  ['two operators', { entry: { long: { ...long, '<': ['close', 1] } } }],
  ['an unknown operator', { entry: { long: { above: ['close', 1] } } }],
  ['an unknown key', { stops: { fraction: 0.1 } }],
  ['an unknown indicator', { series: { x: { indicator: 'smaa' } } }],
  ['a period out of bounds', { series: { x: { indicator: 'sma', params: { timePeriod: 1 } } } }],
  ['an unknown indicator param', { series: { x: { indicator: 'sma', params: { period: 5 } } } }],
  ['a bad name', { series: { '1x': { indicator: 'sma' } } }],
  ['missing inputs', { series: { x: { indicator: 'correl' } } }],
  ['two distances', { stop: { fraction: 0.1, distance: 1 } }],
  ['a whole stop', { stop: { fraction: 1 } }],
  ['no size', { size: { fraction: 0 } }],
  ['half a bar', { exit: { after: 0.5 } }],
  ['a run of no bars', { entry: { long: { rising: ['close', 0] } } }],
  ['a default of another type', { params: { x: { type: 'int', default: 0.5 } } }],
  ['a default of no type', { params: { x: { default: 1 } } }],
];

describe('the schema of rules', () => {
  it('is JSON Schema 2020-12', () => {
    expect(rulesSchema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it.each(Object.entries(builtInsAsRules))('fits %s', (_name, rules) => {
    expect(fits(rules, rulesSchema)).toBe(true);
  });

  it('fits whatever rules are right', () => {
    fc.assert(
      fc.property(randomRules, (rules) => {
        expect(fits(rules, rulesSchema)).toBe(true);
      }),
    );
  });

  it.each(BAD)('refuses %s, as the parser does', (_what, parts) => {
    const rules = { name: 'x', entry: { long }, ...parts };
    expect(fits(rules, rulesSchema)).toBe(false);
    expect(parseRules(rules)).toHaveProperty('problems');
  });
});
