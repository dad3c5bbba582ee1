export { problemText } from './problem-texts.js';
export { parseRules, type Rules, rulesSchema, rulesStrategy } from './rules/index.js';
export { STRATEGY_KINDS, type StrategyKind, type StrategyVersion } from './strategy.entity.js';
export { strategyErrors } from './strategy.errors.js';
export { StrategyModule } from './strategy.module.js';
export type { StrategyChange, StrategyCode, StrategyFilter } from './strategy.repository.js';
export { StrategyService, type ResolvedStrategy } from './strategy.service.js';
