/** Shows what a strategy says of itself. */
export const DESCRIPTION =
  'Buys when a fast moving average of the close crosses above a slow one and closes, or flips short, when it crosses below.';

/** Shows the JSON Schema of a strategy's params. */
export const PARAMS_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'sma-cross',
  description: DESCRIPTION,
  type: 'object',
  properties: {
    fast: {
      type: 'integer',
      default: 10,
      minimum: 2,
      maximum: 400,
      description: 'Bars of the fast average.',
    },
    slow: {
      type: 'integer',
      default: 30,
      minimum: 3,
      maximum: 1000,
      description: 'Bars of the slow average.',
    },
    short: { type: 'boolean', default: false, description: 'Also sell short on a cross below.' },
  },
  additionalProperties: false,
};

/** Shows the hash of a strategy's source. */
export const HASH = 'fa62c851c5c14d9221d9b98bf5cbc90444cc1764de8c96f3311c71412d70ab60';

/** Shows when a version of a strategy was made. */
export const CREATED_AT = '2026-01-05T09:00:04.453Z';

/** Shows the source of a strategy. */
export const SOURCE = `import { bool, defineStrategy, int } from '@barline/engine';

export default defineStrategy({
  name: 'sma-cross',
  description:
    '${DESCRIPTION}',
  params: {
    fast: int(10, { min: 2, max: 400, description: 'Bars of the fast average.' }),
    slow: int(30, { min: 3, max: 1000, description: 'Bars of the slow average.' }),
    short: bool(false, { description: 'Also sell short on a cross below.' }),
  },
  constraint: ({ fast, slow }) => fast < slow,
  init: ({ bars, indicator, params }) => ({
    fast: indicator.sma(bars.close, params.fast),
    slow: indicator.sma(bars.close, params.slow),
  }),
  next({ fast, slow }, { buy, sell, position, params, crossover }) {
    if (crossover(fast, slow)) {
      position.close();
      buy();
    } else if (crossover(slow, fast)) {
      position.close();
      if (params.short) sell();
    }
  },
});
`;
