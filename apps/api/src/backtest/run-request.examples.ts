const SAMPLE = {
  symbol: 'BTCUSDT',
  timeframe: '1h',
  start_date: '2024-01-01',
  end_date: '2025-09-18',
};

/** Shows requests for runs; all of them run on the sample data. */
export const RUN_EXAMPLES = {
  smaCross: {
    summary: 'A moving average cross with a fee',
    value: {
      strategy_name: 'sma-cross',
      params: { fast: 20, slow: 100 },
      ...SAMPLE,
      initial_capital: 10_000,
      commission: 0.001,
    },
  },
  costs: {
    summary: 'A reversal on resampled bars with fees, slippage, spread and steps',
    value: {
      strategy_name: 'rsi-reversal',
      params: { period: 14, oversold: 25, exit: 55, stop: 0.05 },
      ...SAMPLE,
      timeframe: '4h',
      commission: { maker: 0.0002, taker: 0.0005 },
      slippage: { type: 'percent', value: 0.0005 },
      spread: 0.0001,
      lot_size: 0.00001,
      tick_size: 0.01,
    },
  },
  shortest: {
    summary: 'No more than is needed',
    value: { strategy_name: 'buy-and-hold', ...SAMPLE },
  },
};
