import { executeRun } from '@app/backtest/runner';

export default executeRun;
