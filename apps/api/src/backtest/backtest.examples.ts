/** Shows the id of a run; the figures beside it are those of `RUN_EXAMPLES.smaCross` on the sample data. */
export const RUN_ID = '6090efca-55b4-4a33-98e2-7478f0a75ec7';

/** Shows every value that a run used. */
export const CONFIG = {
  strategy_name: 'sma-cross',
  strategy_version: 1,
  strategy_hash: 'fa62c851c5c14d9221d9b98bf5cbc90444cc1764de8c96f3311c71412d70ab60',
  params: { fast: 20, slow: 100, short: false },
  symbols: ['BTCUSDT'],
  timeframe: '1h',
  start_date: '2024-01-01T00:00:00.000Z',
  end_date: '2025-09-19T00:00:00.000Z',
  initial_capital: 10_000,
  commission: 0.001,
  slippage: { type: 'none', value: 0 },
  spread: 0,
  leverage: 1,
  margin_mode: 'isolated',
  maintenance_margin: 0,
  liquidation_fee: 0,
  funding: false,
  borrow_rate: 0,
  lot_size: null,
  tick_size: null,
  min_notional: null,
  max_volume_share: null,
  limit_fill: 'touch',
  fill_at: 'next_open',
  hedging: false,
  exclusive_orders: false,
  fractional_unit: null,
  finalize_trades: true,
  warm_up: 'auto',
  protections: null,
  execution_profile: 'default',
  detail_timeframe: null,
  bounds: false,
  checks: [],
  benchmark: null,
  risk_free: 0,
  seed: 1,
  data_as_of: null,
  priority: 0,
  symbol_settings: {
    BTCUSDT: {
      tick_size: null,
      lot_size: null,
      min_notional: null,
      multiplier: 1,
      quote_currency: null,
      session_zone: 'UTC',
      day_start: '00:00',
    },
  },
};

/** Shows the figures of a run. */
export const STATISTICS = {
  bars: 15048,
  periods: 627,
  periods_per_year: 365,
  total_return: 1.0062906448675033,
  annual_return: 0.4998046517253516,
  cagr: 0.5002210952290023,
  volatility_annual: 0.36054585387542964,
  sharpe: 1.3019052998910652,
  sortino: 2.2845316888613167,
  calmar: 1.660329483711073,
  omega: 1.2800111157913163,
  psr: 0.9622554245313164,
  treynor: 0.8599517691708805,
  information_ratio: -0.726641780828666,
  tracking_error: 0.3289377416849388,
  alpha: 0.08271411609414639,
  beta: 0.5458405632059325,
  buy_hold_return: 1.7562777176250721,
  max_drawdown: 0.3012782102206225,
  max_drawdown_days: 241.66666666666666,
  avg_drawdown: 0.022926659800713657,
  recovery_factor: 3.340071106140097,
  ulcer_index: 0.1526778107950246,
  var_95: 0.025143862903953682,
  cvar_95: 0.03731339724985077,
  tail_ratio: 1.5170643594234392,
  exposure_time: 0.546451355661882,
  equity_final: 20062.906448675032,
  equity_peak: 25507.098058546646,
  trades: 95,
  long_trades: 95,
  short_trades: 0,
  open_trades: 0,
  ambiguous_trades: 0,
  winning_trades: 36,
  losing_trades: 59,
  win_rate: 0.37894736842105264,
  profit_factor: 1.4725292567138402,
  expectancy: 105.92533103868463,
  avg_win: 871.0762315954672,
  avg_loss: 360.94640489426746,
  avg_trade: 0.009147401632282502,
  best_trade: 0.3967772105306408,
  worst_trade: -0.06523946472984994,
  avg_trade_days: 3.606140350877193,
  max_trade_days: 18.958333333333332,
  avg_mae: 0.021121696198212327,
  avg_mfe: 0.04728533094504501,
  max_consecutive_wins: 5,
  max_consecutive_losses: 14,
  sqn: 1.037538968601255,
  kelly: 0.12160282555829971,
  turnover: 112.69450521346701,
  traded_value: 3446742.3824591488,
  fees_paid: 3446.7423824591483,
  spread_paid: 0,
  slippage_paid: 0,
  funding_paid: 0,
  borrow_paid: 0,
  break_even_cost: 0.00391954121662422,
};

/** Shows the figures that the history tells of a run. */
export const HEADLINE_STATISTICS = {
  total_return: STATISTICS.total_return,
  sharpe: STATISTICS.sharpe,
  max_drawdown: STATISTICS.max_drawdown,
  trades: STATISTICS.trades,
  win_rate: STATISTICS.win_rate,
  equity_final: STATISTICS.equity_final,
};

/** Shows how many orders ended how. */
export const ORDER_COUNTS = {
  states: { open: 0, filled: 190, cancelled: 0, expired: 0, rejected: 0 },
  reasons: {},
};

const ALL_TRADES = {
  trades: STATISTICS.trades,
  wins: STATISTICS.winning_trades,
  win_rate: STATISTICS.win_rate,
  pnl: 10_062.90644867504,
  fees: STATISTICS.fees_paid,
  profit_factor: STATISTICS.profit_factor,
};

/** Shows the trades of a run by what they have in common; of the months, the first two. */
export const BREAKDOWN = {
  by_symbol: [{ key: 'BTCUSDT', ...ALL_TRADES }],
  by_side: [{ key: 'long', ...ALL_TRADES }],
  by_tag: [
    {
      key: '',
      trades: 94,
      wins: 35,
      win_rate: 0.3723404255319149,
      pnl: 10_062.881232049549,
      fees: 3406.616555804438,
      profit_factor: 1.472528072603329,
    },
    {
      key: 'end_of_data',
      trades: 1,
      wins: 1,
      win_rate: 1,
      pnl: 0.025216625489598243,
      fees: 40.12582665471,
      profit_factor: null,
    },
  ],
  by_month: [
    {
      key: '2024-01',
      trades: 2,
      wins: 1,
      win_rate: 0.5,
      pnl: 235.0323198165583,
      fees: 41.0570850119413,
      profit_factor: 2.336501697071406,
    },
    {
      key: '2024-02',
      trades: 5,
      wins: 2,
      win_rate: 0.4,
      pnl: 2009.7770022480313,
      fees: 115.3093730052661,
      profit_factor: 4.771878786429507,
    },
  ],
};

/** Shows how long the parts of a run took. */
export const TIMINGS = { queue_ms: 26, load_ms: 32, run_ms: 20, save_ms: 30 };

/** Shows what makes a run repeatable. */
export const MANIFEST = {
  engine_version: '1.0.0',
  strategy_hash: CONFIG.strategy_hash,
  data_hash: 'c2a9880d95011df3dbc9555a56633c59bd28c5187ac28f80aee322547f255b05',
  data_version: { BTCUSDT: 2 },
  data_sources: {
    BTCUSDT: {
      timeframe: '1h',
      version: 2,
      content_hash: '5f1d9c0b7a3e48d26c94f07be1a85d3392c6e4708fb1d52a7e0943c8b6d1f20e',
    },
  },
  params: CONFIG.params,
  seed: CONFIG.seed,
  result_hash: '8d2f3bc5d11878ab52a4dc20617e432de71e389ee5fb5975e7775886efdbd9c8',
};
