import type { Account } from '../account.js';
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
  const { columns, rows } = account.trades;
  const { symbol, size, entryPrice, exitPrice, exit, pnl } = columns;
  let fees = 0;
  let slippage = 0;
  let spread = 0;
  let funding = 0;
  let traded = 0;
  let closedTraded = 0;
  let gross = 0;
  for (let row = 0; row < rows; row++) {
    const units = Math.abs(size[row]) * account.markets[symbol[row]].multiplier;
    fees += columns.fees[row];
    slippage += columns.slippage[row];
    spread += columns.spread[row];
    funding += columns.funding[row];
    traded += units * entryPrice[row];
    if (exit[row] === 0) continue;
    traded += units * exitPrice[row];
    closedTraded += units * (entryPrice[row] + exitPrice[row]);
    gross += pnl[row] + columns.fees[row] + columns.funding[row];
    gross += columns.slippage[row] + columns.spread[row];
  }
  return {
    fees_paid: fees,
    slippage_paid: slippage,
    spread_paid: spread,
    funding_paid: funding,
    traded_value: traded,
    break_even_cost: closedTraded > 0 ? gross / closedTraded : null,
  };
}
