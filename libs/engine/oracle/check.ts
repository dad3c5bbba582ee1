import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkBacktest } from './backtest.js';
import { readBars } from './data.js';
import type { BacktestOracle, IndicatorOracle } from './format.js';
import { checkIndicator } from './indicator.js';

/** Checks one oracle file, its CSV in `dataDirectory` (default: `data` beside the file's folder), and returns the first difference in words, or null. */
export function checkOracle(file: string, dataDirectory?: string): string | null {
  try {
    const oracle = JSON.parse(readFileSync(file, 'utf8')) as Partial<
      BacktestOracle & IndicatorOracle
    >;
    const data = dataDirectory ?? join(dirname(file), '..', 'data');
    const csv = (oracle.data ?? '').split(' ')[0];
    if (oracle.actions !== undefined) {
      checkBacktest(oracle as BacktestOracle, readBars(join(data, csv)));
    } else if (oracle.cases !== undefined) {
      const index = readIndex(join(dirname(file), oracle.index_file ?? '_index.json'));
      checkIndicator(oracle as IndicatorOracle, readBars(join(data, csv)), index);
    } else {
      return 'it is neither a backtest nor an indicator oracle';
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readIndex(path: string): number[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { index: number[] }).index;
}
