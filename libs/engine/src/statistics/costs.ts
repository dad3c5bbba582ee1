import type { Account } from '../account.js';

/** What trading cost, in money, split by kind, and the value traded. */
export type CostSplit = {
  fees_paid: number;
  slippage_paid: number;
  spread_paid: number;
  funding_paid: number;
  borrow_paid: number;
  traded_value: number;
  /** The cost per value traded at which the closed trades earn nothing, all costs together. */
  break_even_cost: number | null;
};

/** Adds up the costs of all trades, open ones with what they paid so far. */
export function costSplit({ trades, markets }: Account): CostSplit {
  // Small loops over columns at hand: that of a first run is interpreted, where every look into an object counts.
  const { rows } = trades;
  const { fees, slippage, spread, funding, borrow } = trades.columns;
  const { symbol, size, entryPrice, exitPrice, exit, pnl } = trades.columns;
  const multipliers = Float64Array.from(markets, (market) => market.multiplier);
  let traded = 0;
  let closedTraded = 0;
  let gross = 0;
  for (let row = 0; row < rows; row++) {
    const units = Math.abs(size[row]) * multipliers[symbol[row]];
    const entry = entryPrice[row];
    traded += units * entry;
    if (exit[row] === 0) continue;
    const left = exitPrice[row];
    traded += units * left;
    closedTraded += units * (entry + left);
    gross += pnl[row] + fees[row] + funding[row];
    gross += borrow[row] + slippage[row] + spread[row];
  }
  return {
    fees_paid: total(fees, rows),
    slippage_paid: total(slippage, rows),
    spread_paid: total(spread, rows),
    funding_paid: total(funding, rows),
    borrow_paid: total(borrow, rows),
    traded_value: traded,
    break_even_cost: closedTraded > 0 ? gross / closedTraded : null,
  };
}

function total(column: Float64Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += column[row];
  return sum;
}
