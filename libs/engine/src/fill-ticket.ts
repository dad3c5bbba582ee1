import { Moment, Taking } from './codes.js';

/** One fill on its way through the broker. Its numbers travel here instead of as arguments: V8 puts every double that crosses a call it does not inline on the heap. */
export class FillTicket {
  /** The order's row, its side (1 or −1) and the symbol's own bar. */
  row = 0;
  side = 1;
  bar = 0;
  /** How it meets the market, and when in the bar. */
  how = Taking.Taker;
  when = Moment.AtOpen;
  /** The mid price it starts from, and what is paid a unit. */
  base = 0.5;
  price = 0.5;
  units = 0.5;
  /** What the whole fill costs, in money. */
  fee = 0.5;
  slippage = 0.5;
  spread = 0.5;
  /** The units of it that one lot takes, and their share of the whole. */
  part = 0.5;
  share = 0.5;
}
