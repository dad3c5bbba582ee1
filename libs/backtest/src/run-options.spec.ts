import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CONFIG } from '@app/engine';
import { configView, ENGINE_OPTIONS, engineConfig, engineConfigOf } from './run-request.js';

/** Another value than the default for every option, as a client sends it, and as the engine is to get it where that differs. */
const VALUES: Record<keyof typeof ENGINE_OPTIONS, [sent: unknown, got?: unknown]> = {
  initial_capital: [5000],
  commission: [{ fixed: 1, relative: 0.001 }],
  slippage: [{ type: 'volume', value: 0.1 }],
  spread: [0.001],
  leverage: [3],
  margin_mode: ['cross'],
  maintenance_margin: [0.01],
  liquidation_fee: [0.005],
  funding: [true],
  borrow_rate: [0.05],
  lot_size: [0.1],
  tick_size: [0.01],
  min_notional: [5],
  max_volume_share: [0.1],
  limit_fill: ['through'],
  fill_at: ['close'],
  hedging: [true],
  exclusive_orders: [true],
  fractional_unit: [1e-8],
  finalize_trades: [false],
  warm_up: [12],
  protections: [
    {
      cooldown_bars: 3,
      stop_loss_guard: { trades: 2, lookback_bars: 20, pause_bars: 10 },
      drawdown_halt: { fraction: 0.2, pause_bars: 5 },
      max_open_trades: 4,
    },
    {
      cooldownBars: 3,
      stopLossGuard: { trades: 2, lookbackBars: 20, pauseBars: 10 },
      drawdownHalt: { fraction: 0.2, pauseBars: 5 },
      maxOpenTrades: 4,
    },
  ],
  execution_profile: ['backtesting.py'],
  detail_timeframe: ['1m'],
  bounds: [true],
  checks: [['look_ahead', 'warm_up']],
  benchmark: ['SPY'],
  risk_free: [0.02],
  seed: [42],
};

// A request that says nothing pays no funding.
const DEFAULTS = { ...DEFAULT_CONFIG, funding: false };

const request = {
  strategy_name: 'sma-cross',
  symbol: 'X',
  timeframe: '1h',
  start_date: 0,
  end_date: 1,
};

describe('an option of a run', () => {
  it.each(Object.entries(VALUES))(
    '%s reaches the engine as it was sent, and is echoed so',
    (name, [sent, got = sent]) => {
      const option = ENGINE_OPTIONS[name as keyof typeof ENGINE_OPTIONS];
      // The size of a unit belongs to the other profile.
      const isOfPeer = name === 'fractional_unit';
      const beside = isOfPeer ? { execution_profile: 'backtesting.py' } : {};
      const config = engineConfig({ ...request, ...beside, [name]: sent });
      if (Array.isArray(config)) throw new Error('It has problems.');
      expect(config[option]).toEqual(got);
      expect(config[option]).not.toEqual(DEFAULTS[option]);
      const stored = JSON.parse(JSON.stringify(configView(config)));
      expect(stored[name]).toEqual(sent);
      // What a worker reads back out of the row of the run.
      expect(engineConfigOf(stored)).toEqual({
        ...DEFAULTS,
        ...(isOfPeer && { executionProfile: 'backtesting.py' }),
        [option]: got,
      });
    },
  );
});
