/** An open trade of a backtest oracle. */
export type OracleOpenTrade = {
  size: number;
  entry_bar: number;
  entry_price: number;
  sl: number | null;
  tp: number | null;
  tag: string | number | null;
};

/** A closed trade of a backtest oracle. */
export type OracleTrade = OracleOpenTrade & {
  exit_bar: number;
  exit_price: number;
  pnl: number;
  commission: number;
  return_pct: number;
};

/** The arguments of an action, of which each call has some. */
export type ActionArgs = {
  size?: number;
  limit?: number;
  stop?: number;
  sl?: number;
  tp?: number;
  tag?: string | number | null;
  portion?: number;
  trade?: number;
  order?: number;
  price?: number | null;
};

/** One thing a strategy did: the bar, the call, its arguments. */
export type Action = [bar: number, call: string, args: ActionArgs];

/** A span of time as an oracle writes it. */
export type OracleDuration = { text: string; seconds: number };

/** A value of a statistic as an oracle writes it: infinities and times are texts. */
export type OracleValue = number | string | null | OracleDuration;

/** The settings of a backtest oracle. */
export type OracleConfig = {
  cash: number;
  spread: number;
  commission: number | [fixed: number, relative: number] | string;
  margin: number;
  trade_on_close: boolean;
  hedging: boolean;
  exclusive_orders: boolean;
  finalize_trades: boolean;
  fractional_unit?: number;
};

/** A backtest oracle; see oracles/README.md, section 2. */
export type BacktestOracle = {
  name: string;
  data: string;
  bars: number;
  config: OracleConfig;
  strategy: string;
  strategy_params: Record<string, number | string | boolean | null>;
  first_next_bar: number;
  warnings: Record<string, number>;
  broker_cancelled_at_bars: number[];
  stats: Record<string, OracleValue>;
  open_trades_at_end: OracleOpenTrade[];
  pending_orders_at_end: {
    size: number;
    limit: number | null;
    stop: number | null;
    sl: number | null;
    tp: number | null;
    contingent: boolean;
  }[];
  cash_at_end: number;
  equity_bars: number[];
  equity: number[];
  equity_fsum_all_bars: number;
  trades: OracleTrade[];
  actions: Action[];
};

/** One set of parameters of an indicator oracle; see oracles/README.md, section 1. */
export type IndicatorCase = {
  params: Record<string, number>;
  lookback: number;
  full_series_stats: Record<
    string,
    { count: number; fsum: number; min: number | null; max: number | null }
  >;
  outputs: Record<string, (number | null)[]>;
};

/** An indicator oracle. */
export type IndicatorOracle = {
  name: string;
  data: string;
  inputs: string[];
  index_file?: string;
  cases: IndicatorCase[];
};
