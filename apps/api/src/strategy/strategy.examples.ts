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

/** Shows two versions of a source compared. */
export const DIFF = `--- my-cross 1
+++ my-cross 2
@@ -3 +3 @@
-  params: { fast: int(10) },
+  params: { fast: int(12) },
`;

/** Shows the id of a check. */
export const CHECK_ID = '7d6ab5a4-5f1b-4f5e-9f0e-51f3b1a8f8b5';

/** Shows a user the form of a source of its own. */
export const OWN_SOURCE = `import { defineStrategy, int } from '@barline/engine';

export default defineStrategy({
  name: 'my-cross',
  description: 'Buys when a fast average of the close crosses above a slow one.',
  params: { fast: int(10, { min: 2, max: 400 }), slow: int(30, { min: 3, max: 1000 }) },
  constraint: ({ fast, slow }) => fast < slow,
  init: ({ bars, indicator, params }) => ({
    fast: indicator.sma(bars.close, params.fast),
    slow: indicator.sma(bars.close, params.slow),
  }),
  next({ fast, slow }, { buy, position, crossover }) {
    if (crossover(fast, slow)) buy();
    else if (crossover(slow, fast)) position.close();
  },
});
`;

/** Shows a user the form of rules. */
export const OWN_RULES = {
  name: 'rsi-dip',
  description: 'Buys when the RSI falls below a level, with a stop of 5 %.',
  params: { level: { type: 'int', default: 30, min: 5, max: 50 } },
  series: { rsi: { indicator: 'rsi', params: { timePeriod: 14 }, pane: 'rsi' } },
  entry: { long: { crosses_below: ['rsi', { param: 'level' }] } },
  exit: { long: { '>': ['rsi', 60] }, after: 48 },
  stop: { fraction: 0.05 },
};

/** Shows the beginning of the JSON Schema of rules. */
export const RULES_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rules',
  type: 'object',
  required: ['name', 'entry'],
};

/** Shows bodies that check a source or rules. */
export const VALIDATE_EXAMPLES = {
  cross: { summary: 'A cross of two averages', value: { source: OWN_SOURCE } },
  rules: { summary: 'Rules', value: { rules: OWN_RULES } },
};

/** Shows bodies that store a strategy. */
export const CREATE_EXAMPLES = {
  cross: {
    summary: 'A cross of two averages, with notes and a tag',
    value: { source: OWN_SOURCE, notes: 'First try.', tags: ['trend'] },
  },
  rules: { summary: 'Rules', value: { rules: OWN_RULES, tags: ['reversion'] } },
};

/** Shows bodies that store a new version of a strategy. */
export const UPDATE_EXAMPLES = {
  faster: {
    summary: 'The same cross with another default',
    value: { source: OWN_SOURCE.replace('int(10', 'int(12'), notes: 'A slower fast average.' },
  },
  rules: {
    summary: 'Rules in its place',
    value: { rules: { ...OWN_RULES, name: 'my-cross' } },
  },
};

/** Shows bodies that change what is said of a strategy. */
export const CHANGE_EXAMPLES = {
  texts: { summary: 'New notes and tags', value: { notes: 'Kept.', tags: ['trend', 'daily'] } },
  archive: { summary: 'Into the archive', value: { archived: true } },
  back: { summary: 'Out of the archive', value: { archived: false } },
};

/** Shows the beginning of the declarations for editors. */
export const TYPES = `declare module '@barline/engine' {
  function int(value: number, options?: NumberOptions): IntParam;
}
`;

/** Shows the id of a user. */
export const OWNER_ID = '3f0d6f2c-2a41-4a43-9d8e-8f0f5b7c9f21';
