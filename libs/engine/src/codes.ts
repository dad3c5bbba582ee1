// Constant enumerations, because the compiler writes their numbers where they are used: of an imported constant V8 looks up the binding each time.

/** What an order waits for. */
export const enum OrderType {
  Market,
  Limit,
  Stop,
  StopLimit,
}
/** The names of the order types by number. */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit'] as const;

/** The unit in which an order's size was asked. */
export const enum Sizing {
  Units,
  /** A portion of what is open when the order fills. */
  Portion,
  Cash,
  Fraction,
  Risk,
  Target,
  TargetFraction,
}

/** Whether an order says no more than that the whole position be left, or that so many units be traded. */
export const enum Plain {
  No,
  Exit,
  Entry,
}

/** The state of an order. */
export const enum OrderState {
  Open,
  Filled,
  Cancelled,
  Expired,
  Rejected,
}
/** The names of the order states by number. */
export const ORDER_STATES = ['open', 'filled', 'cancelled', 'expired', 'rejected'] as const;

/** How long an order lives. */
export const enum Tif {
  Gtc,
  Day,
  Ioc,
  Fok,
}

/** What an order is for: the strategy's own may open, all others only close. */
export const enum Role {
  Entry,
  Close,
  Protect,
  TakeProfit,
  Liquidate,
  Finalize,
  Ruin,
  TimedExit,
  Exclusive,
}

/** Flags of an order. */
export const enum Flag {
  ReduceOnly = 1,
  PostOnly = 2,
  Triggered = 4,
  TrailIsFraction = 8,
  AtClose = 16,
  Fixed = 32,
}

/** How a fill meets the market: as a taker, as a taker that its limit protects (a gap), or as a maker at the limit. */
export const enum Taking {
  Taker,
  CappedTaker,
  Maker,
}

/** Why an order ended without filling, or was cut; rows hold the index. */
export const REASONS = [
  '',
  'strategy',
  'oco',
  'trade_closed',
  'exclusive',
  'expired',
  'day_over',
  'ioc',
  'fok',
  'post_only',
  'reduce_only',
  'insufficient_margin',
  'size_zero',
  'min_notional',
  'nothing_to_close',
  'end_of_data',
  'ruined',
  'at_target',
  'cooldown',
  'stop_loss_guard',
  'drawdown_halt',
  'max_open_trades',
  'too_many_orders',
] as const;

/** A reason of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** The number of a reason. */
export function reasonNumber(reason: Reason): number {
  return REASONS.indexOf(reason);
}

/** How a trade was entered or left: at a bar's open, inside it by a limit or by a stop, or at its close. */
export const enum Moment {
  AtOpen,
  ByLimit,
  ByStop,
  AtEnd,
}

/** Why a trade ended; rows hold the index, which for an order's fill is its role plus one. */
export const EXIT_REASONS = [
  '',
  'order',
  'close',
  'stop_loss',
  'take_profit',
  'liquidation',
  'end_of_data',
  'ruined',
  'exit_after',
  'exclusive',
  'trailing_stop',
] as const;

/** The exit reason of a trailing stop, which is a protective stop that moved. */
export const TRAILING_EXIT = 10;
