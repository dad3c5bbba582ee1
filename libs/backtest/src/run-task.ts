import type { MarketData, RunConfig, Timeframe } from '@app/engine';

/** Is what a thread needs to execute one run; columns are shared memory and are not copied. */
export interface RunTask {
  backtestId: string;
  strategy: string;
  params: Record<string, unknown>;
  config: Partial<RunConfig>;
  data: MarketData[];
  control: SharedArrayBuffer;
}

/** Asks how many bars before its start a run's indicators need. */
export interface LookbackTask {
  strategy: string;
  params: Record<string, unknown>;
  timeframe: Timeframe;
  symbols: string[];
}

/** Is what a thread answers: a result whose rows are ready to store, a stop, or a failure of the strategy. */
export type RunOutcome = CompletedRun | { kind: 'stopped' } | FailedRun;

/** Is a run that came to its end. */
export interface CompletedRun {
  kind: 'completed';
  statistics: Record<string, number | null>;
  reasons: Record<string, string>;
  orderCounts: Record<string, unknown>;
  warnings: unknown[];
  equity: Uint8Array;
  equityTime: Uint8Array;
  trades: Uint8Array;
  orders: Uint8Array;
  engineVersion: string;
  dataHash: string;
  resultHash: string;
  runMs: number;
}

/** Is a run whose strategy threw. */
export interface FailedRun {
  kind: 'failed';
  phase: string;
  bar: number;
  reason: string;
}

/** Executes runs in threads; the worker app provides it. */
export abstract class RunPool {
  /** Executes a task; rejects when the signal ends its thread. */
  abstract run(task: RunTask, signal: AbortSignal): Promise<RunOutcome>;

  /** Counts the bars before its start that a run's indicators need. */
  abstract lookback(task: LookbackTask, signal: AbortSignal): Promise<number>;
}
