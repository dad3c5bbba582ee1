import type { Account } from '../account.js';
import {
  T_ENTRY_PRICE,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_FEES,
  T_FUNDING,
  T_PNL,
  T_SIZE,
  T_SLIPPAGE,
  T_SPREAD,
  T_SYMBOL,
  TRADE_STRIDE,
} from '../trade-row.js';

/** What trading cost, in money, split by kind, and the value traded. */
export type CostSplit = {
  fees_paid: number;
  slippage_paid: number;
  spread_paid: number;
  funding_paid: number;
  traded_value: number;
  /** The cost per value traded at which the closed trades earn nothing, all costs together. */
  break_even_cost: number | null;
};

/** Adds up the costs of all trades, open ones with what they paid so far. */
export function costSplit(account: Account): CostSplit {
  const { data, rows } = account.trades;
  let fees = 0;
  let slippage = 0;
  let spread = 0;
  let funding = 0;
  let traded = 0;
  let earned = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * TRADE_STRIDE;
    const { multiplier } = account.markets[data[at + T_SYMBOL]];
    const units = Math.abs(data[at + T_SIZE]) * multiplier;
    fees += data[at + T_FEES];
    slippage += data[at + T_SLIPPAGE];
    spread += data[at + T_SPREAD];
    funding += data[at + T_FUNDING];
    traded += units * data[at + T_ENTRY_PRICE];
    if (data[at + T_EXIT_BAR] < 0) continue;
    traded += units * data[at + T_EXIT_PRICE];
    earned += data[at + T_PNL];
  }
  const gross = earned + fees + slippage + spread + funding;
  return {
    fees_paid: fees,
    slippage_paid: slippage,
    spread_paid: spread,
    funding_paid: funding,
    traded_value: traded,
    break_even_cost: traded > 0 ? gross / traded : null,
  };
}
