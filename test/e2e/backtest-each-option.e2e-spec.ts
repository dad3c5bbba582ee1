import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import { type AskedRun, libraryInput, runInLibrary, runOverRest } from '../support/library.js';
import type { Session } from '../support/session.js';

type Options = NonNullable<AskedRun['options']>;

const LEVERED = { leverage: 20, maintenance_margin: 0.01, liquidation_fee: 0.005 };
const FILLED_SLOWLY = { max_volume_share: 0.05 };
const PEER = { execution_profile: 'backtesting.py' };

const crossing: AskedRun = {
  strategy: 'sma-cross',
  params: { fast: 5, slow: 20, short: true },
  symbols: ['JUMPS'],
  timeframe: '1h',
  start: '2024-01-10',
  end: '2024-03-10',
};
const breaking: AskedRun = { ...crossing, strategy: 'donchian-breakout', params: { short: true } };
const both: AskedRun = { ...crossing, symbols: ['JUMPS', 'OTHER'] };
const days: AskedRun = {
  ...breaking,
  params: { entry: 3, exit: 2, atr: 3, stop: 0.3, short: true },
  timeframe: '1d',
};

// A run, the options that it has anyway, and those that are to change its result.
const OPTIONS: [run: AskedRun, anyway: Options, options: Options][] = [
  [crossing, {}, { initial_capital: 5000 }],
  [crossing, {}, { commission: 0.001 }],
  [crossing, {}, { commission: { fixed: 2, relative: 0.0001 } }],
  [crossing, {}, { commission: { maker: 0, taker: 0.001 } }],
  [crossing, {}, { slippage: { type: 'fixed', value: 0.05 } }],
  [crossing, {}, { slippage: { type: 'percent', value: 0.001 } }],
  [crossing, {}, { slippage: { type: 'volume', value: 0.1 } }],
  [crossing, {}, { spread: 0.001 }],
  [crossing, {}, { leverage: 2 }],
  [both, LEVERED, { margin_mode: 'cross' }],
  [both, LEVERED, { maintenance_margin: 0.02 }],
  [both, LEVERED, { liquidation_fee: 0.01 }],
  [crossing, {}, { borrow_rate: 0.1 }],
  [crossing, {}, { lot_size: 0.5 }],
  [breaking, {}, { tick_size: 0.25 }],
  [crossing, {}, { min_notional: 9990 }],
  [crossing, {}, { max_volume_share: 0.05 }],
  [crossing, {}, { fill_at: 'close' }],
  [crossing, FILLED_SLOWLY, { hedging: true }],
  [crossing, {}, { exclusive_orders: true }],
  [crossing, PEER, { fractional_unit: 0.001 }],
  [crossing, {}, { finalize_trades: false }],
  [crossing, {}, { warm_up: 'none' }],
  [crossing, { warm_up: 'none' }, { warm_up: 7 }],
  [crossing, {}, { protections: { cooldown_bars: 30 } }],
  [
    breaking,
    {},
    { protections: { stop_loss_guard: { trades: 1, lookback_bars: 50, pause_bars: 40 } } },
  ],
  [crossing, {}, { protections: { drawdown_halt: { fraction: 0.01, pause_bars: 100 } } }],
  [both, {}, { protections: { max_open_trades: 1 } }],
  [crossing, {}, PEER],
  // A stop and a liquidation in one day compete.
  [
    days,
    { leverage: 20, maintenance_margin: 0.02, max_volume_share: 0.003 },
    { detail_timeframe: '1h' },
  ],
  [crossing, {}, { benchmark: 'OTHER' }],
  [crossing, {}, { risk_free: 0.05 }],
];

describe('each option of a run', () => {
  let app: TestApp;
  let trader: Session;
  const stored = new Map<string, WireBar[]>();

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    // The open of a bar is not the close of the one before, so that finer bars tell more than coarse ones.
    const jumps = randomWalk('JUMPS', 1800).map((bar) => ({
      ...bar,
      open: (bar.high + bar.low) / 2,
    }));
    for (const bars of [jumps, randomWalk('OTHER', 1800, '1h', 11)]) {
      stored.set(bars[0]!.symbol, bars);
      await upload(trader, bars);
    }
  });

  afterAll(() => app?.close());

  it.each(OPTIONS.map((each) => [JSON.stringify(each[2]), each] as const))(
    'gives over REST what it gives to the library, and another result than without it: %s',
    async (_, [run, anyway, options]) => {
      const without = { ...run, options: anyway };
      const asked = { ...run, options: { ...anyway, ...options } };
      const before = runInLibrary(run.strategy, libraryInput(without, stored));
      const expected = runInLibrary(run.strategy, libraryInput(asked, stored));
      expect(expected.result).not.toBe(before.result);
      const { result, data } = await runOverRest(trader, asked);
      expect([result, data]).toEqual([expected.result, expected.data]);
    },
  );
});
