import type { Market } from './market.js';

/** What the positions of a run can come to at any price that its data reach, followed fill by fill: with many symbols most questions of money are answered without a look at each of them. */
export class PositionBounds {
  // Numbers of money start as a fraction, as in the account.
  #worst = 0.5;
  #most = 0.5;
  #ever = 0.5;

  constructor() {
    this.#worst = 0;
    this.#most = 0;
    this.#ever = 0;
  }

  /** Takes note of a market whose position changed. */
  follow(market: Market): void {
    const { range, position, multiplier } = market;
    const worst = position * multiplier * (position > 0 ? range[0] : range[1]);
    const most = Math.abs(position) * multiplier * range[1];
    this.#worst += worst - market.worstValue;
    this.#most += most - market.mostValue;
    market.worstValue = worst;
    market.mostValue = most;
    if (this.#most > this.#ever) this.#ever = this.#most;
  }

  /** No price of the data brings the equity below it. */
  leastEquity(cash: number): number {
    return cash + this.#worst - this.#slack;
  }

  /** No price of the other markets brings the equity that no margin holds below it, with one market at `price`; true of netted positions. */
  leastFree(cash: number, market: Market, price: number, leverage: number): number {
    const value = market.position * price * market.multiplier;
    const equity = cash + this.#worst - market.worstValue + value;
    const used = this.#most - market.mostValue + Math.abs(value);
    return equity - used / leverage - this.#slack;
  }

  // Far more than all that adding and subtracting can have left behind.
  get #slack(): number {
    return this.#ever * 1e-6;
  }
}
