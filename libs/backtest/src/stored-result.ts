import type { Backtest } from './backtest.entity.js';
import type { StoredResult } from './result.repository.js';
import type { LoadedData } from './run-loader.service.js';
import { versionsOf } from './run-sources.js';
import type { CompletedRun } from './run-task.js';

/** What is stored of a run that came to its end in a thread, with what was loaded for it. */
export function storedResult(
  { createdAt, startedAt, config }: Backtest,
  outcome: CompletedRun,
  loaded: LoadedData,
  loadMs: number,
): StoredResult {
  return {
    statistics: outcome.statistics,
    statisticsReasons: outcome.reasons,
    orderCounts: outcome.orderCounts,
    warnings: [...loaded.warnings, ...outcome.warnings],
    details: outcome.details,
    indicators: outcome.indicators,
    timings: {
      queue_ms: (startedAt ?? createdAt).getTime() - createdAt.getTime(),
      load_ms: Math.round(loadMs),
      run_ms: Math.round(outcome.runMs),
    },
    manifest: {
      engine_version: outcome.engineVersion,
      strategy_hash: config.strategy_hash,
      data_hash: outcome.dataHash,
      data_version: versionsOf(loaded.sources),
      data_sources: loaded.sources,
      params: config.params,
      seed: config.seed,
      result_hash: outcome.resultHash,
    },
    log: outcome.log,
    equity: outcome.equity,
    equityTime: outcome.equityTime,
    trades: outcome.trades,
    orders: outcome.orders,
  };
}
