import type {
  BacktestInput,
  Breakdown,
  MarketData,
  RunConfig,
  Statistics,
  SweepResult,
  Timeframe,
} from '@app/engine';
import type { Place, RunChecks } from '@app/strategy/sandbox';
import type { RunError } from './backtest.entity.js';
import type { EncodedLog } from './log-codec.js';

/** Is what runs of a user's strategy. */
export type Program = SourceProgram | RulesProgram;

/** Is a user's compiled source; the isolate that runs it serves its owner only. */
export interface SourceProgram {
  kind: 'source';
  owner: string;
  code: string;
  /** The source map of the code. */
  map: string;
  memoryMb: number;
}

/** Is a strategy that a user wrote as rules, in JSON. */
export interface RulesProgram {
  kind: 'rules';
  rules: string;
  memoryMb: number;
}

/** Says which strategy to run: a built-in by its name, or a user's program. */
export interface Chosen {
  strategy: string;
  program: Program | null;
}

/** Is what a thread needs to execute one run; columns are shared memory and are not copied. */
export interface RunTask extends Chosen {
  backtestId: string;
  params: Record<string, unknown>;
  config: Partial<RunConfig>;
  data: MarketData[];
  benchmark: BacktestInput['benchmark'];
  control: SharedArrayBuffer;
}

/** Asks how many bars before its start a run's indicators need. */
export interface LookbackTask extends Chosen {
  params: Record<string, unknown>;
  timeframe: Timeframe;
  symbols: string[];
  control: SharedArrayBuffer;
}

/** Is what a thread needs to run one slice of a sweep; columns are shared memory and are not copied. */
export interface SweepTask extends Chosen {
  sets: Record<string, unknown>[];
  config: Partial<RunConfig>;
  data: MarketData[];
  benchmark: BacktestInput['benchmark'];
  statistics: readonly string[];
  control: SharedArrayBuffer;
}

/** Is what a thread answers: a result whose rows are ready to store, a stop, or a failure of the strategy. */
export type RunOutcome = CompletedRun | StoppedRun | FailedRun;

/** Is a run that came to its end. */
export interface CompletedRun {
  kind: 'completed';
  statistics: Record<string, number | null>;
  reasons: Record<string, string>;
  orderCounts: Record<string, unknown>;
  warnings: unknown[];
  details: RunDetails;
  indicators: StoredIndicator[];
  log: EncodedLog;
  equity: Uint8Array;
  equityTime: Uint8Array;
  trades: Uint8Array;
  orders: Uint8Array;
  engineVersion: string;
  dataHash: string;
  resultHash: string;
  runMs: number;
}

/** Is what a result holds besides its figures, under the names of the wire. */
export interface RunDetails {
  /** Trades broken down by symbol, tag, side and month. */
  breakdown: Breakdown;
  /** The worse and the better outcome of ambiguous bars, where `bounds` asked for them. */
  bounds: { worse: BoundsView; better: BoundsView } | null;
  /** The verdicts of the checks asked for. */
  checks: RunChecks;
  /** The statistics of another program's profile under its own names. */
  profile_statistics: Record<string, number | null> | null;
}

/** Is one of the two runs that bound an ambiguous one: its statistics and the trades that it made otherwise. */
export interface BoundsView {
  statistics: Statistics;
  differs: number;
  differing: Record<string, unknown>[];
}

/** Is one indicator of a run for charts, thinned where it is long; columns are compressed. */
export interface StoredIndicator {
  symbol: string;
  timeframe: string;
  name: string;
  output: string | null;
  pane: string | null;
  color: string | null;
  time: Uint8Array;
  values: Uint8Array;
}

/** Is a run that was asked to stop. */
export interface StoppedRun {
  kind: 'stopped';
  /** Where a user's strategy was that did not hear of it and was ended; null where that could not be found. */
  place?: Place | null;
}

/** Is a run whose strategy threw, or whose bars the engine refused. */
export interface FailedRun {
  kind: 'failed';
  error: RunError;
  /** What the strategy logged until then; null where that is lost. */
  log: EncodedLog | null;
  /** How many isolates V8 gave up for it: what they hold is lost until the process ends. */
  lost: number;
}

/** Is a count of bars, or why a user's strategy could not say it. */
export type LookbackOutcome = { bars: number } | StoppedRun | FailedRun;

/** Executes runs in threads; the worker app provides it. */
export abstract class RunPool {
  /** How many tasks it executes at once. */
  abstract readonly width: number;

  /** Executes a task; rejects when the signal ends its thread. */
  abstract run(task: RunTask, signal: AbortSignal): Promise<RunOutcome>;

  /** Counts the bars before its start that a run's indicators need. */
  abstract lookback(task: LookbackTask, signal: AbortSignal): Promise<LookbackOutcome>;

  /** Runs one slice of a sweep; rejects when the signal ends its thread, or with a RangeError for what fits no set. */
  abstract sweep(task: SweepTask, signal: AbortSignal): Promise<SweepResult>;
}
