import type { IndicatorTools } from './indicator-tools.js';
import type { ResolvedParams } from './params.js';
import type { Comparable, Series } from './series.js';
import type { Timeframe } from './timeframe.js';
import type { EventTools } from './event.js';

/** How long an order lives: until cancelled, to the end of its day, or only for the bar it first acts in (partly or fully). */
export type TimeInForce = 'GTC' | 'DAY' | 'IOC' | 'FOK';

/** What an order can say; sizes exclude one another, and a price is in quote currency. */
export type OrderOptions = {
  /** Units to trade. */
  size?: number;
  /** Money to spend, as margin and fees. */
  cash?: number;
  /** Fraction of what the free equity can trade, 0 to 1: against an open position that is what it closes and what it can open then. */
  fraction?: number;
  /** Signed units to hold afterwards. */
  target?: number;
  /** Signed fraction of the equity to hold afterwards. */
  target_fraction?: number;
  /** Fraction of the equity that the distance from the fill to `sl` costs; fees, and slippage of the exit, come on top. */
  risk?: number;
  limit?: number;
  stop?: number;
  sl?: number;
  tp?: number;
  /** Distance of a trailing stop in price units. */
  trail?: number;
  /** Distance of a trailing stop as a fraction of the price. */
  trail_fraction?: number;
  tag?: string | number | null;
  tif?: TimeInForce;
  /** The order dies at the first open at or after this time (epoch ms), or after so many bars. */
  expires?: number | { bars: number };
  reduceOnly?: boolean;
  postOnly?: boolean;
  /** Orders that share a name cancel one another when one of them fills. */
  oco?: string;
  /** Closes the trade this many bars after its entry. */
  exitAfter?: number;
  /** Fills at the close of the bar instead of its open. */
  on?: 'open' | 'close';
};

/** What may change on a resting order. */
export type OrderChange = Pick<
  OrderOptions,
  'size' | 'limit' | 'stop' | 'sl' | 'tp' | 'trail' | 'trail_fraction' | 'expires'
>;

/** The state of an order. */
export type OrderStatus = 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected';

/** An order as its strategy holds it. */
export interface Order {
  readonly id: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly status: OrderStatus;
  readonly reason: string | null;
  readonly tag: string | number | null;
  readonly limit: number | null;
  readonly stop: number | null;
  readonly sl: number | null;
  readonly tp: number | null;
  /** Units filled so far. */
  readonly filled: number;
  /** Mean price of the filled units, or null. */
  readonly price: number | null;
  cancel(): void;
  modify(change: OrderChange): void;
}

/** An open or closed trade as its strategy holds it. */
export interface Trade {
  readonly id: number;
  readonly symbol: string;
  /** Signed units, negative when short. */
  readonly size: number;
  readonly entryPrice: number;
  readonly entryBar: number;
  readonly entryTime: number;
  readonly exitPrice: number | null;
  readonly exitBar: number | null;
  readonly exitTime: number | null;
  readonly open: boolean;
  /** Money, net of fees paid; marked at this bar's close while open. */
  readonly pnl: number;
  readonly tag: string | number | null;
  get sl(): number | null;
  set sl(price: number | null);
  get tp(): number | null;
  set tp(price: number | null);
  /** Closes this portion (0 to 1, default 1) at the next open. */
  close(portion?: number): Order;
}

/** The net position of one symbol. */
export interface Position {
  /** Signed units, negative when short, 0 when flat. */
  readonly size: number;
  /** Money won or lost by what is open, net of its entry fees, at this bar's close. */
  readonly pnl: number;
  /** Closes this portion (0 to 1, default 1) at the next open; null when there is nothing to close. */
  close(portion?: number): Order | null;
}

/** The bars of one symbol or of one of its higher timeframes, column by column. */
export interface BarSeries {
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;
  readonly time: Series;
  readonly length: number;
}

/** Writes a line to the run's log, stamped with the bar. */
export type Log = (
  message: string,
  values?: Record<string, string | number | boolean | null>,
) => void;

/** One symbol in `init`: its bars, and those of its higher timeframes. */
export interface InitSymbol {
  readonly symbol: string;
  readonly bars: BarSeries;
  timeframe(timeframe: Timeframe): BarSeries;
}

/** What `init` gets. */
export interface InitContext<P = ResolvedParams> extends InitSymbol {
  readonly params: P;
  readonly symbols: readonly string[];
  readonly indicator: IndicatorTools;
  readonly event: EventTools;
  readonly log: Log;
  of(symbol: string): InitSymbol;
  /** Runs `callback` on the first bar of each new period of a timeframe, before `next`. */
  every(timeframe: Timeframe, callback: (ctx: Context<P>) => void): void;
}

/** One symbol in `next`: its bars and what is held and ordered of it. */
export interface SymbolContext extends InitSymbol {
  readonly index: number;
  readonly position: Position;
  readonly trades: readonly Trade[];
  readonly orders: readonly Order[];
  /** Whether the symbol has a bar at this tick. */
  readonly fresh: boolean;
  /** Whether the symbol's indicators have values. */
  readonly ready: boolean;
  buy(options?: OrderOptions): Order;
  sell(options?: OrderOptions): Order;
}

/** What `next` gets; its scalars are this bar's. */
export interface Context<P = ResolvedParams> extends SymbolContext {
  readonly params: P;
  readonly symbols: readonly string[];
  /** Money not in positions: `cash` plus the value of all positions is `equity`. */
  readonly cash: number;
  readonly equity: number;
  /** Open time of this bar (epoch ms). */
  readonly time: number;
  /** When this bar is known (epoch ms). */
  readonly closeTime: number;
  readonly log: Log;
  of(symbol: string): SymbolContext;
  crossover(a: Comparable, b: Comparable): boolean;
  crossunder(a: Comparable, b: Comparable): boolean;
  /** The next seeded number in [0, 1). */
  random(): number;
}
