/** What an order waits for. */
export const MARKET = 0;
export const LIMIT = 1;
export const STOP = 2;
export const STOP_LIMIT = 3;
/** The names of the order types by number. */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit'] as const;

/** The unit in which an order's size was asked. */
export const UNITS = 0;
/** A portion of what is open when the order fills. */
export const PORTION = 1;
export const CASH = 2;
export const FRACTION = 3;
export const RISK = 4;
export const TARGET = 5;
export const TARGET_FRACTION = 6;

/** The state of an order. */
export const OPEN = 0;
export const FILLED = 1;
export const CANCELLED = 2;
export const EXPIRED = 3;
export const REJECTED = 4;
/** The names of the order states by number. */
export const ORDER_STATES = ['open', 'filled', 'cancelled', 'expired', 'rejected'] as const;

/** How long an order lives. */
export const GTC = 0;
export const DAY = 1;
export const IOC = 2;
export const FOK = 3;

/** What an order is for: the strategy's own may open, all others only close. */
export const ENTRY = 0;
export const CLOSE = 1;
export const PROTECT = 2;
export const TAKE_PROFIT = 3;
export const LIQUIDATE = 4;
export const FINALIZE = 5;
export const RUIN = 6;
export const TIMED_EXIT = 7;
export const EXCLUSIVE = 8;

/** Flags of an order. */
export const REDUCE_ONLY = 1;
export const POST_ONLY = 2;
export const TRIGGERED = 4;
export const TRAIL_IS_FRACTION = 8;
export const AT_CLOSE = 16;
export const FIXED = 32;

/** How a fill meets the market: as a taker, as a taker that its limit protects (a gap), or as a maker at the limit. */
export const TAKER = 0;
export const CAPPED_TAKER = 1;
export const MAKER = 2;

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
] as const;

/** A reason of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** The number of a reason. */
export function reasonNumber(reason: Reason): number {
  return REASONS.indexOf(reason);
}

/** How a trade was entered or left: at a bar's open, inside it by a limit or by a stop, or at its close. */
export const AT_OPEN = 0;
export const BY_LIMIT = 1;
export const BY_STOP = 2;
export const AT_END = 3;

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
