/** The columns of a trade's row. What is not set is NaN, bars and links that are not set are −1. */
export const TRADE_STRIDE = 30;
export const T_SYMBOL = 0;
/** Signed units; what is still open, or what was closed. */
export const T_SIZE = 1;
export const T_ENTRY_BAR = 2;
export const T_ENTRY_TIME = 3;
export const T_ENTRY_PRICE = 4;
export const T_EXIT_BAR = 5;
export const T_EXIT_TIME = 6;
export const T_EXIT_PRICE = 7;
export const T_PNL = 8;
export const T_RETURN = 9;
export const T_FEES = 10;
export const T_SLIPPAGE = 11;
export const T_SPREAD = 12;
export const T_FUNDING = 13;
export const T_MAE = 14;
export const T_MFE = 15;
export const T_TAG = 16;
export const T_EXIT_REASON = 17;
export const T_AMBIGUOUS = 18;
export const T_SL = 19;
export const T_TP = 20;
/** The rows of the trade's protective stop and target orders. */
export const T_SL_ORDER = 21;
export const T_TP_ORDER = 22;
export const T_MARGIN = 23;
/** How it was entered: see {@link AT_OPEN}. */
export const T_ENTERED = 24;
/** The symbol's own bar after whose open `exitAfter` closes it. */
export const T_EXIT_AT = 25;
/** The symbol's own bar of the entry. */
export const T_OWN_BAR = 26;
/** The order that opened it. */
export const T_ORDER = 27;
/** How it was left: see {@link AT_OPEN}. */
export const T_EXITED = 28;

export const AT_OPEN = 0;
export const BY_LIMIT = 1;
export const BY_STOP = 2;
export const AT_END = 3;

/** Why a trade ended; the trade's row holds the index. */
export const EXIT_REASONS = [
  '',
  'close',
  'order',
  'stop_loss',
  'take_profit',
  'trailing_stop',
  'liquidation',
  'exit_after',
  'end_of_data',
  'ruined',
  'exclusive',
] as const;

/** A reason of {@link EXIT_REASONS}. */
export type ExitReason = (typeof EXIT_REASONS)[number];

/** The number of an exit reason. */
export function exitReasonNumber(reason: ExitReason): number {
  return EXIT_REASONS.indexOf(reason);
}
