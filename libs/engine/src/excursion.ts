import type { Market } from './market.js';
import { AT_END, AT_OPEN, T_ENTRY_PRICE, T_MAE, T_MFE, T_SIZE } from './trade-row.js';

/** Writes the largest loss (MAE) and gain (MFE) of a trade while it was open, as positive fractions of its entry price, from one scan of its bars. */
export function excursion(
  market: Market,
  data: Float64Array,
  at: number,
  from: number,
  enteredAtOpen: boolean,
  to: number,
  exitPrice: number,
  exited: number,
): void {
  const { low, high } = market.bars;
  const entry = data[at + T_ENTRY_PRICE];
  let lowest = Math.min(entry, exitPrice);
  let highest = Math.max(entry, exitPrice);
  // Of a bar that was entered or left inside, nobody knows which extreme the trade saw.
  const start = enteredAtOpen ? from : from + 1;
  const end = exited === AT_END ? to + 1 : to;
  for (let i = start; i < end; i++) {
    if (low[i] < lowest) lowest = low[i];
    if (high[i] > highest) highest = high[i];
  }
  if (exited !== AT_OPEN && from < to) {
    lowest = Math.min(lowest, market.bars.open[to]);
    highest = Math.max(highest, market.bars.open[to]);
  }
  const long = data[at + T_SIZE] > 0;
  data[at + T_MAE] = (long ? entry - lowest : highest - entry) / entry;
  data[at + T_MFE] = (long ? highest - entry : entry - lowest) / entry;
}
