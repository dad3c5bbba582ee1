export { CheckPool } from './checks/check-pool.service.js';
export { CHECK_STAGES } from './checks/check-report.js';
export type {
  CheckProblem,
  CheckReport,
  CheckStage,
  Declared,
  Trial,
  TriedIndicator,
} from './checks/check-report.js';
export { checkErrors } from './checks/check.errors.js';
export { CheckReconciler } from './checks/check.reconciler.js';
export { type CheckRequest, CheckService } from './checks/check.service.js';
export { CheckSupervisor } from './checks/check-supervisor.service.js';
export { checkView, type CheckView, type ProblemView } from './checks/check-view.js';
export { engineTypes } from './checks/engine-types.js';
export {
  CHECK_STATES,
  type CheckOptions,
  type CheckPurpose,
  type CheckState,
  type StrategyCheck,
} from './checks/strategy-check.entity.js';
export {
  type Authored,
  type SentStrategy,
  StrategyAuthoring,
} from './strategy-authoring.service.js';
export { isStrategyName, STRATEGY_NAME_RULE } from './strategy-name.js';
export { problemText } from './problem-texts.js';
export { rulesSchema } from './rules/index.js';
export { STRATEGY_KINDS, type StrategyKind, type StrategyVersion } from './strategy.entity.js';
export { strategyErrors } from './strategy.errors.js';
export { STRATEGY_QUEUE } from './strategy.job.js';
export { StrategyModule } from './strategy.module.js';
export type { StrategyChange, StrategyCode, StrategyFilter } from './strategy.repository.js';
export { type ResolvedStrategy, StrategyService } from './strategy.service.js';
