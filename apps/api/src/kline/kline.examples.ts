const BAR = {
  symbol: 'BTCUSDT',
  timeframe: '1h',
  open_time: '2024-01-01T00:00:00.000Z',
  open: 42_283.58,
  high: 42_554.57,
  low: 42_261.02,
  close: 42_475.23,
  volume: 1271.68108,
};
const NEXT_BAR = {
  ...BAR,
  open_time: '2024-01-01T01:00:00.000Z',
  open: 42_475.23,
  high: 42_775,
  low: 42_431.65,
  close: 42_613.56,
  volume: 1196.37856,
};

/** Shows where the second page of a thousand bars starts. */
export const CURSOR =
  'WyIyOjFoOi02MjEzNTU5NjgwMDAwMDoyNTM0MDIzMDA4MDAwMDA6MTAwMCIsMiwxNTA3MSwxLDE3MDc2NjM2MDAwMDBd';

/** Shows uploads; their bars are those of the sample data. */
export const UPLOAD_EXAMPLES = {
  bars: { summary: 'Two bars', value: [BAR, NEXT_BAR] },
  rejected: {
    summary: 'The last bar breaks a rule and is left out',
    value: [BAR, NEXT_BAR, { ...NEXT_BAR, open_time: 1_704_074_400_000, high: 42_000 }],
  },
};

/** Shows uploads of funding rates. */
export const FUNDING_EXAMPLES = {
  rates: {
    summary: 'Two rates, eight hours apart',
    value: [
      { time: '2024-01-01T00:00:00.000Z', rate: 0.0001 },
      { time: 1_704_096_000_000, rate: -0.00005 },
    ],
  },
  rejected: {
    summary: 'The last rate is a percentage that is no fraction, and is left out',
    value: [
      { time: '2024-01-01T00:00:00.000Z', rate: 0.0001 },
      { time: '2024-01-01T08:00:00.000Z', rate: 1.5 },
    ],
  },
};

/** Shows what a market may fix for a symbol. */
export const SYMBOL_SETTINGS_EXAMPLES = {
  spot: {
    summary: 'A spot market of crypto',
    value: {
      tick_size: 0.01,
      lot_size: 0.00001,
      min_notional: 5,
      multiplier: 1,
      quote_currency: 'USDT',
      session_zone: 'UTC',
      day_start: '00:00',
    },
  },
  defaults: { summary: 'Back to the defaults', value: {} },
};
