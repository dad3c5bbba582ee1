import type { Account } from '../account.js';
import type { Market } from '../market.js';
import type { TradeColumns } from '../trades.js';

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
  // Many short loops: those of a first run are interpreted, and a short one sooner compiled.
  const { columns, rows } = trades;
  const fees = total(columns.fees, rows);
  const slippage = total(columns.slippage, rows);
  const spread = total(columns.spread, rows);
  const funding = total(columns.funding, rows);
  const borrow = total(columns.borrow, rows);
  const traded = tradedValue(columns, rows, markets);
  // Of what is open neither the value nor the costs are earned back yet.
  let closedTraded = traded;
  let gross = total(columns.pnl, rows) + fees + slippage + spread + funding + borrow;
  for (const { lots, multiplier } of markets) {
    for (const row of lots) {
      closedTraded -= Math.abs(columns.size[row]) * multiplier * columns.entryPrice[row];
      gross -= columns.fees[row] + columns.slippage[row] + columns.spread[row];
      gross -= columns.funding[row] + columns.borrow[row];
    }
  }
  return {
    fees_paid: fees,
    slippage_paid: slippage,
    spread_paid: spread,
    funding_paid: funding,
    borrow_paid: borrow,
    traded_value: traded,
    break_even_cost: trades.closedRows > 0 && closedTraded > 0 ? gross / closedTraded : null,
  };
}

// The exit price of an open trade is 0.
function tradedValue(columns: TradeColumns, rows: number, markets: readonly Market[]): number {
  const { symbol, size, entryPrice, exitPrice } = columns;
  const multipliers = Float64Array.from(markets, (market) => market.multiplier);
  let traded = 0;
  for (let row = 0; row < rows; row++) {
    traded += Math.abs(size[row]) * multipliers[symbol[row]] * (entryPrice[row] + exitPrice[row]);
  }
  return traded;
}

function total(column: Float64Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += column[row];
  return sum;
}
