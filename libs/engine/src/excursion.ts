import { Moment } from './codes.js';
import type { Market } from './market.js';
import type { TradeColumns } from './trades.js';

/** Writes the largest loss (MAE) and gain (MFE) of a trade left in the own bar `to`, as positive fractions of its entry price, from one scan of its bars. */
export function excursion(market: Market, trades: TradeColumns, row: number, to: number): void {
  const entry = trades.entryPrice[row];
  const exitPrice = trades.exitPrice[row];
  const from = trades.ownBar[row];
  const exited = trades.exited[row];
  let lowest = exitPrice < entry ? exitPrice : entry;
  let highest = exitPrice > entry ? exitPrice : entry;
  // Of a bar that was entered or left inside, nobody knows which extreme the trade saw.
  const start = trades.entered[row] === Moment.AtOpen ? from : from + 1;
  const end = exited === Moment.AtEnd ? to + 1 : to;
  const { low, high } = market.bars;
  for (let i = start; i < end; i++) {
    if (low[i] < lowest) lowest = low[i];
    if (high[i] > highest) highest = high[i];
  }
  if (exited !== Moment.AtOpen && from < to) {
    const open = market.bars.open[to];
    if (open < lowest) lowest = open;
    if (open > highest) highest = open;
  }
  const loss = (entry - lowest) / entry;
  const gain = (highest - entry) / entry;
  const long = trades.size[row] > 0;
  trades.mae[row] = long ? loss : gain;
  trades.mfe[row] = long ? gain : loss;
}
