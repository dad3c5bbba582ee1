import type { JsonSchema } from '@barline/engine';
import { list, number, only, ref, said } from './schema-words.js';
import { defaultInput, indicators, MOST } from './words.js';

const texts = {
  title: { type: 'string', maxLength: MOST.text },
  description: { type: 'string', maxLength: MOST.text },
};

const numberParam = (type: 'int' | 'float'): JsonSchema =>
  only(
    {
      type: { const: type },
      default: { type: type === 'int' ? 'integer' : 'number' },
      min: { type: 'number' },
      max: { type: 'number' },
      step: { type: 'number' },
      ...texts,
    },
    ['type', 'default'],
  );

/** The schema of a declared parameter. */
export const paramSchema: JsonSchema = {
  anyOf: [
    numberParam('int'),
    numberParam('float'),
    only({ type: { const: 'bool' }, default: { type: 'boolean' }, ...texts }, ['type', 'default']),
    only(
      {
        type: { const: 'choice' },
        default: { type: ['string', 'number'] },
        choices: {
          ...list({ type: ['string', 'number'] }, 1, MOST.joined),
          uniqueItems: true,
        },
        ...texts,
      },
      ['type', 'default', 'choices'],
    ),
  ],
};

/** The schemas of series, one for each indicator with its inputs and params. */
export function seriesSchemas(): JsonSchema[] {
  return [...indicators].map(([name, { inputs, outputs, params }]) => {
    const properties = Object.fromEntries(
      params.map(({ name, default: value, min, max, integer }) => [
        name,
        {
          ...number({ ...(integer ? { type: 'integer' } : {}), minimum: min, maximum: max }),
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
          inputs: said(
            `Names of series for ${inputs.join(', ')}.`,
            list(ref('seriesName'), inputs.length, inputs.length),
          ),
          timeframe: ref('timeframe'),
          params: only(properties, []),
          pane: { type: 'string', minLength: 1, maxLength: 40 },
        },
        ['indicator', ...needed],
      ),
    };
  });
}
