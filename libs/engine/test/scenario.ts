import {
  type BacktestInput,
  type BacktestResult,
  type Bars,
  type Context,
  defineStrategy,
  type Order,
  type OrderRow,
  orderRows,
  runBacktest,
  type Trade,
  type TradeRow,
  tradeRows,
} from '../src/index.js';

/** One bar as a spec writes it: open, high, low, close and, when it matters, volume. */
export type Ohlc = [open: number, high: number, low: number, close: number, volume?: number];

/** What a spec does at the close of a bar, by bar number. */
export type Plan = Record<number, (ctx: Context) => void>;

/** What a scenario gives back. */
export type Played = { result: BacktestResult; trades: TradeRow[]; orders: OrderRow[] };

const DAY = 86_400_000;

/** Bars of one day each from 2024-01-01, a Monday, on. */
export function barsOf(rows: readonly Ohlc[], stepMs = DAY, startMs = 1_704_067_200_000): Bars {
  const column = (pick: (row: Ohlc, i: number) => number) => Float64Array.from(rows, pick);
  return {
    time: column((_, i) => startMs + i * stepMs),
    open: column((row) => row[0]),
    high: column((row) => row[1]),
    low: column((row) => row[2]),
    close: column((row) => row[3]),
    volume: column((row) => row[4] ?? 1000),
  };
}

/** A bar that does not move. */
export function flat(price: number, volume?: number): Ohlc {
  return [price, price, price, price, volume];
}

/** What a spec may set beside its bars and its plan. */
export type Extras = Partial<BacktestInput> & {
  onFill?: (ctx: Context, order: Order) => void;
  onTrade?: (ctx: Context, trade: Trade) => void;
  onReject?: (ctx: Context, order: Order) => void;
};

/** Plays a plan over the bars of one symbol, X, with 10,000 of capital and no costs unless the configuration says otherwise. */
export function play(
  rows: readonly Ohlc[] | Bars,
  plan: Plan,
  config: BacktestInput['config'] = {},
  extras: Extras = {},
): Played {
  const bars = Array.isArray(rows) ? barsOf(rows as Ohlc[]) : (rows as Bars);
  const { onFill, onTrade, onReject, ...input } = extras;
  const strategy = defineStrategy({
    name: 'scenario',
    next: (_state, ctx) => plan[ctx.index]?.(ctx),
    ...(onFill ? { onFill: (_state, ctx, order) => onFill(ctx, order) } : {}),
    ...(onTrade ? { onTrade: (_state, ctx, trade) => onTrade(ctx, trade) } : {}),
    ...(onReject ? { onReject: (_state, ctx, order) => onReject(ctx, order) } : {}),
  });
  const data = [{ symbol: 'X', timeframe: '1d' as const, bars }];
  const outcome = runBacktest({ strategy, data, config, ...input });
  if (outcome.stopped) throw new Error('The scenario was stopped.');
  return {
    result: outcome,
    trades: [...tradeRows(outcome.trades)],
    orders: [...orderRows(outcome.orders)],
  };
}
