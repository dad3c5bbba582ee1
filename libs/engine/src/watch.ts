import type { Account } from './account.js';
import { ownBar } from './broker.js';
import { isFresh, type Market } from './market.js';
import type { MarketSet } from './market-data.js';
import { readTriggers, skipQuiet, STRETCH } from './triggers.js';

const NONE: readonly Market[] = [];

/** Looks out over several markets for the ticks that need the broker, so that the others cost no look at any of them. */
export class Watch {
  readonly #account: Account;
  readonly #aligned: boolean;
  readonly #end: number;
  /** For each market the tick at which it has to be looked at again. */
  readonly #looks: Int32Array;
  #soonest: number;

  /** Watches the ticks [from, to). */
  constructor(account: Account, { aligned }: MarketSet, from: number, to: number) {
    this.#account = account;
    this.#aligned = aligned;
    this.#end = to;
    this.#looks = new Int32Array(account.markets.length).fill(from);
    this.#soonest = from;
  }

  /** Whether {@link marketsAt} has to be asked about a tick. */
  mayNeedBroker(tick: number): boolean {
    return tick >= this.#soonest || this.#account.markets[0].stir.any;
  }

  /** The markets that need the broker at a tick, in name order. */
  marketsAt(tick: number): readonly Market[] {
    const { shares, markets } = this.#account;
    markets[0].stir.any = false;
    let active: Market[] | null = null;
    let soonest = this.#end;
    for (let k = 0; k < markets.length; k++) {
      const market = markets[k];
      // In cross margin a market's liquidation price moves with all the others.
      if (market.dirty || (shares && market.lots.length > 0)) {
        readTriggers(this.#account, market);
        this.#looks[k] = tick;
      }
      if (this.#looks[k] <= tick && this.#needsBroker(market, k, tick)) {
        active ??= [];
        active.push(market);
      }
      const next = shares ? tick + 1 : Math.max(tick + 1, this.#looks[k]);
      if (next < soonest) soonest = next;
    }
    this.#soonest = soonest;
    return active ?? NONE;
  }

  // Where all ticks are bars of every market, one look also finds the next touched bar of a stretch.
  #needsBroker(market: Market, k: number, tick: number): boolean {
    if (!isFresh(market, tick)) return false;
    const i = ownBar(market, tick);
    if (i >= market.wake) return true;
    const stop = this.#aligned ? Math.min(i + STRETCH, this.#end, market.wake) : i + 1;
    const touched = skipQuiet(market, i, stop);
    if (touched > i) this.#looks[k] = tick + touched - i;
    return touched === i;
  }
}
