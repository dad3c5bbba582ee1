export { columnsOf, timeframesOf } from './columns-of.js';
export { parseRules, problemsOf, readRules } from './parse-rules.js';
export type { Rules } from './rules.js';
export { rulesSchema } from './rules-schema.js';
export { rulesStrategy } from './rules-strategy.js';
