export { executeRun as default, lookback } from '@app/backtest/runner';
