import type { OrderColumns } from './orders.js';
import type { RunConfig } from './run-config.js';
import type { ResolvedParams } from './params.js';
import type { Timeframe } from './timeframe.js';
import type { TradeColumns } from './trades.js';

/** What trades and orders share as tables: plain data, columns over one buffer, that can be copied between threads; read them with `tradeRows` and `orderRows`. */
type TableOf<C> = {
  readonly columns: C;
  readonly rows: number;
  readonly symbols: readonly string[];
  /** The tags that rows refer to by number, from 1 up. */
  readonly tags: readonly (string | number)[];
  /** The open time of every tick, and the tick that is called bar 0. */
  readonly times: Float64Array;
  readonly firstTick: number;
};

/** The orders of a run, in order of placement. */
export type OrderTable = TableOf<OrderColumns>;

/** The trades of a run: closed ones in order of closing, then open ones in order of opening. */
export type TradeTable = TableOf<TradeColumns> & {
  /** The rows in the table's order, or null when they stand in it. */
  readonly order: Int32Array | null;
  /** How many of them, at the front, are closed. */
  readonly closed: number;
  /** The contract multiplier of each symbol. */
  readonly multipliers: readonly number[];
  readonly hasExcursions: boolean;
};

/** One trade as plain data; money is quote currency, `return`, `mae` and `mfe` are fractions of the entry value, exits are null while open. */
export type TradeRow = {
  symbol: string;
  size: number;
  entry_time: number;
  exit_time: number | null;
  entry_bar: number;
  exit_bar: number | null;
  entry_price: number;
  exit_price: number | null;
  pnl: number | null;
  return: number | null;
  fees: number;
  slippage: number;
  spread: number;
  funding: number;
  borrow: number;
  mae: number | null;
  mfe: number | null;
  sl: number | null;
  tp: number | null;
  tag: string | number | null;
  exit_reason: string | null;
  ambiguous: boolean;
};

/** One order as plain data; `size` is null while it is not fixed yet, times are epoch milliseconds. */
export type OrderRow = {
  order: number;
  symbol: string;
  side: 'buy' | 'sell';
  size: number | null;
  type: 'market' | 'limit' | 'stop' | 'stop_limit';
  limit: number | null;
  stop: number | null;
  sl: number | null;
  tp: number | null;
  tag: string | number | null;
  status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected';
  reason: string | null;
  placed_bar: number;
  placed_time: number;
  filled_bar: number | null;
  filled_time: number | null;
  filled_size: number;
  fill_price: number | null;
  fee: number;
};

/** Something the reader of a result should know; the code is stable. */
export type Warning = { code: string; message: string; values: Record<string, string | number> };

/** A line that a strategy logged. */
export type LogLine = {
  bar: number;
  time: number;
  symbol: string;
  message: string;
  values: Record<string, string | number | boolean | null>;
};

/** An indicator as a chart shows it; the columns follow the bars of `timeframe`. */
export type ChartSeries = {
  symbol: string;
  timeframe: Timeframe;
  name: string;
  output: string | null;
  pane: string | null;
  color: string | null;
  time: Float64Array;
  values: Float64Array;
};

/** What a statistic's name maps to; null has its reason beside it. */
export type Statistics = Record<string, number | null>;

/** One row of a breakdown of the trades by symbol, tag, side or month. */
export type BreakdownRow = {
  key: string;
  trades: number;
  wins: number;
  pnl: number;
  fees: number;
  win_rate: number | null;
  profit_factor: number | null;
};

/** The trades broken down four ways. */
export type Breakdown = {
  by_symbol: BreakdownRow[];
  by_tag: BreakdownRow[];
  by_side: BreakdownRow[];
  by_month: BreakdownRow[];
};

/** Counts of orders by final state, and of the unfilled ones by reason. */
export type OrderCounts = { states: Record<string, number>; reasons: Record<string, number> };

/** What identifies a run besides its source: the same manifest gives the same bytes. */
export type Manifest = {
  engineVersion: string;
  strategy: string;
  params: ResolvedParams;
  seed: number;
  symbols: readonly string[];
  timeframe: Timeframe;
};

/** One of the two runs that bound an ambiguous one: its statistics, the trades that it made otherwise (at most 1,000 of them) and how many those are. */
export type BoundsRun = { statistics: Statistics; differing: TradeRow[]; differs: number };

/** What would have come of every ambiguous bar going the worse way, and the better: scenarios, not a proven interval. */
export type Bounds = { worse: BoundsRun; better: BoundsRun };

/** A run that came to its end. */
export type BacktestResult = {
  stopped: false;
  statistics: Statistics;
  /** The statistics of another program's profile under its own names and units, or null. */
  profileStatistics: Record<string, number | null> | null;
  /** Why a statistic is null, by its name. */
  reasons: Record<string, string>;
  equity: Float64Array;
  equityTime: Float64Array;
  trades: TradeTable;
  orders: OrderTable;
  orderCounts: OrderCounts;
  breakdown: Breakdown;
  bounds: Bounds | null;
  warnings: Warning[];
  logs: LogLine[];
  charts: ChartSeries[];
  config: RunConfig;
  manifest: Manifest;
};

/** A run that its control stopped; `done` bars of `total` were simulated. */
export type StoppedRun = { stopped: true; done: number; total: number };

/** What {@link runBacktest} gives. */
export type BacktestOutcome = BacktestResult | StoppedRun;
