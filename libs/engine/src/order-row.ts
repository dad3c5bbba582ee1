/** The columns of an order's row. Prices and sizes that are not set are NaN, links and bars that are not set are −1. */
export const ORDER_STRIDE = 32;
export const O_SYMBOL = 0;
export const O_SIDE = 1;
export const O_TYPE = 2;
export const O_SIZE_KIND = 3;
/** What was asked for, in the unit of the size kind. */
export const O_ASKED = 4;
/** Units, once they are fixed. */
export const O_SIZE = 5;
export const O_FILLED = 6;
export const O_LIMIT = 7;
export const O_STOP = 8;
export const O_SL = 9;
export const O_TP = 10;
export const O_TRAIL = 11;
export const O_TAG = 12;
export const O_STATUS = 13;
export const O_REASON = 14;
export const O_PLACED_BAR = 15;
export const O_PLACED_TIME = 16;
export const O_FILLED_BAR = 17;
export const O_FILLED_TIME = 18;
export const O_PRICE = 19;
export const O_FEE = 20;
export const O_TIF = 21;
export const O_EXPIRES_TIME = 22;
export const O_EXPIRES_BAR = 23;
export const O_FLAGS = 24;
export const O_OCO = 25;
export const O_TRADE = 26;
export const O_ROLE = 27;
export const O_EXIT_AFTER = 28;
/** The first of the symbol's own bars in which the order acts. */
export const O_FIRST_BAR = 29;
/** The symbol's own bar in which it last tried to fill: it tries once a bar. */
export const O_TRIED = 30;

export const MARKET = 0;
export const LIMIT = 1;
export const STOP = 2;
export const STOP_LIMIT = 3;
/** The names of the order types by number. */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit'] as const;

export const UNITS = 0;
export const CASH = 1;
export const FRACTION = 2;
export const TARGET = 3;
export const TARGET_FRACTION = 4;
export const RISK = 5;
/** A portion of what is open when the order fills. */
export const PORTION = 6;

export const OPEN = 0;
export const FILLED = 1;
export const CANCELLED = 2;
export const EXPIRED = 3;
export const REJECTED = 4;
/** The names of the order states by number. */
export const ORDER_STATES = ['open', 'filled', 'cancelled', 'expired', 'rejected'] as const;

export const GTC = 0;
export const DAY = 1;
export const IOC = 2;
export const FOK = 3;

/** An order of the strategy's own that may open or reduce. */
export const ENTRY = 0;
/** Closes a trade or the position. */
export const CLOSE = 1;
/** The protective stop of a trade. */
export const PROTECT = 2;
/** The target of a trade. */
export const TARGET_EXIT = 3;
/** Made by the engine: a liquidation, the end of the data, the end of a ruined run, a trade's `exitAfter`, an exclusive entry. */
export const LIQUIDATE = 4;
export const FINALIZE = 5;
export const RUIN = 6;
export const TIMED_EXIT = 7;
export const EXCLUSIVE = 8;

export const REDUCE_ONLY = 1;
export const POST_ONLY = 2;
export const TRIGGERED = 4;
export const TRAIL_IS_FRACTION = 8;
export const AT_CLOSE = 16;

/** Why an order ended without filling, or was cut; the order's row holds the index. */
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
  'liquidated',
  'at_target',
  'no_volume',
  'cooldown',
  'stop_loss_guard',
  'drawdown_halt',
  'max_open_trades',
  'before_start',
] as const;

/** A reason of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** The number of a reason. */
export function reasonNumber(reason: Reason): number {
  return REASONS.indexOf(reason);
}
