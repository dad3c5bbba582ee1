export { executeRun as default, executeSweep, lookback } from '@app/backtest/runner';
