import type { JsonSchema } from '@barline/engine';
import { defaultInput, indicators, MOST } from './words.js';

const texts = {
  title: { type: 'string', maxLength: MOST.text },
  description: { type: 'string', maxLength: MOST.text },
};

/** The schema of a declared parameter. */
export const paramSchema: JsonSchema = {
  anyOf: [
    ...['int', 'float'].map((type) => {
      const number = { type: type === 'int' ? 'integer' : 'number' };
      return {
        type: 'object',
        properties: {
          type: { const: type },
          default: number,
          min: { type: 'number' },
          max: { type: 'number' },
          step: { type: 'number' },
          ...texts,
        },
        required: ['type', 'default'],
        additionalProperties: false,
      };
    }),
    {
      type: 'object',
      properties: { type: { const: 'bool' }, default: { type: 'boolean' }, ...texts },
      required: ['type', 'default'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        type: { const: 'choice' },
        default: { type: ['string', 'number'] },
        choices: {
          type: 'array',
          items: { type: ['string', 'number'] },
          minItems: 1,
          maxItems: MOST.joined,
          uniqueItems: true,
        },
        ...texts,
      },
      required: ['type', 'default', 'choices'],
      additionalProperties: false,
    },
  ],
};

/** The schemas of series, one for each indicator with its inputs and params. */
export function seriesSchemas(
  ref: (name: string) => JsonSchema,
  only: (properties: JsonSchema, required: readonly string[]) => JsonSchema,
): JsonSchema[] {
  return [...indicators].map(([name, { inputs, outputs, params }]) => {
    const properties = Object.fromEntries(
      params.map(({ name, default: value, min, max, integer }) => [
        name,
        {
          anyOf: [
            { type: integer ? 'integer' : 'number', minimum: min, maximum: max },
            ref('param'),
          ],
          default: value,
        },
      ]),
    );
    const needed = inputs.some((input) => defaultInput(input) === null) ? ['inputs'] : [];
    const result = outputs.length === 1 ? 'One series.' : `Outputs: ${outputs.join(', ')}.`;
    return {
      title: name,
      description: result,
      ...only(
        {
          indicator: { const: name },
          inputs: {
            type: 'array',
            description: `Names of series for ${inputs.join(', ')}.`,
            items: ref('seriesName'),
            minItems: inputs.length,
            maxItems: inputs.length,
          },
          timeframe: ref('timeframe'),
          params: only(properties, []),
          pane: { type: 'string', minLength: 1, maxLength: 40 },
        },
        ['indicator', ...needed],
      ),
    };
  });
}
