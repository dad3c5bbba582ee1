export { problemText } from './problem-texts.js';
export type { StrategyVersion } from './strategy.entity.js';
export { strategyErrors } from './strategy.errors.js';
export { StrategyModule } from './strategy.module.js';
export { StrategyService, type ResolvedStrategy } from './strategy.service.js';
