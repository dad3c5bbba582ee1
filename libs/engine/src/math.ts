export { exp, expm1 } from './math/exp.js';
export { log, log10, log1p } from './math/log.js';
export { power } from './math/power.js';
