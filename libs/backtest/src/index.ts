export type { BacktestResult } from './backtest-result.entity.js';
export { RUN_STATES, type Backtest, type RunState } from './backtest.entity.js';
export { backtestErrors } from './backtest.errors.js';
export { BacktestEvents } from './backtest.events.js';
export { BACKTEST_QUEUE, BacktestJobs, hint } from './backtest.job.js';
export { BacktestModule } from './backtest.module.js';
export { BacktestReconciler } from './backtest.reconciler.js';
export type { HistoryFilter } from './backtest.repository.js';
export { BacktestService, type EquityCurve, type IndicatorCurve } from './backtest.service.js';
export type { Order } from './order.entity.js';
export { RunCreationService } from './run-creation.service.js';
export { RunControl } from './run-control.js';
export type { RunRequest } from './run-request.js';
export { ProgramStore } from './program-store.service.js';
export { RunSupervisor, type JobEnd } from './run-supervisor.service.js';
export {
  type LookbackOutcome,
  type LookbackTask,
  RunPool,
  type RunOutcome,
  type RunTask,
  type SweepTask,
} from './run-task.js';
export { warningView } from './run-texts.js';
export { statusView, type RunStatus } from './status-view.js';
export type { SweepExecution, SweepOutcome, SweepRequest } from './sweep-execution.js';
export { SweepService } from './sweep.service.js';
export type { Trade } from './trade.entity.js';
