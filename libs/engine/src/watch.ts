import type { Account } from './account.js';
import { ownBar } from './broker.js';
import { Bar, isFresh, type Market, type Stir } from './market.js';
import type { MarketSet } from './market-data.js';
import { readTriggers, skipQuiet, STRETCH } from './triggers.js';

const NONE: Market[] = [];

/** Looks out over several markets for the ticks that need the broker, so that the others cost no look at any of them. */
export class Watch {
  readonly #account: Account;
  readonly #aligned: boolean;
  readonly #end: number;
  /** For each market the tick at which it has to be looked at again. */
  readonly #looks: Int32Array;
  #soonest: number;
  #active: Market[] = NONE;
  readonly #stir: Stir;

  /** Watches the ticks [from, to). */
  constructor(account: Account, { aligned }: MarketSet, from: number, to: number) {
    this.#account = account;
    this.#aligned = aligned;
    this.#end = to;
    this.#looks = new Int32Array(account.markets.length).fill(from);
    this.#soonest = from;
    this.#stir = account.markets[0].stir;
  }

  /** The first tick at which a market has to be looked at though nothing changes. */
  get soonest(): number {
    return this.#soonest;
  }

  /** Whether {@link marketsAt} has to be asked about a tick. */
  mayNeedBroker(tick: number): boolean {
    return tick >= this.#soonest || this.#stir.count > 0;
  }

  /** The markets that need the broker at a tick, in name order. */
  marketsAt(tick: number): readonly Market[] {
    const { count } = this.#stir;
    this.#stir.count = 0;
    this.#active = NONE;
    if (tick >= this.#soonest) this.#lookAtAll(tick);
    else this.#lookAtChanged(count, tick);
    return this.#active;
  }

  #lookAtAll(tick: number): void {
    const { markets } = this.#account;
    this.#soonest = this.#end;
    for (let k = 0; k < markets.length; k++) this.#look(markets[k], k, tick);
  }

  // The others were looked at before, and have nothing until the soonest tick of them.
  #lookAtChanged(count: number, tick: number): void {
    const { markets } = this.#account;
    const { changed } = this.#stir;
    for (let j = 1; j < count; j++) {
      const index = changed[j];
      let k = j;
      for (; k > 0 && changed[k - 1] > index; k--) changed[k] = changed[k - 1];
      changed[k] = index;
    }
    for (let j = 0; j < count; j++) this.#look(markets[changed[j]], changed[j], tick);
  }

  #look(market: Market, k: number, tick: number): void {
    const { shares } = this.#account;
    const looks = this.#looks;
    // In cross margin a market's liquidation price moves with all the others.
    if (market.dirty || (shares && market.lots.length > 0)) {
      readTriggers(this.#account, market);
      looks[k] = tick;
    }
    if (looks[k] <= tick && this.#needsBroker(market, k, tick)) {
      // Emptying one list again and again takes V8 longer than making another.
      if (this.#active === NONE) this.#active = [market];
      else this.#active.push(market);
      // Whatever the broker makes of it, it is looked at anew at the next tick, with the others that changed.
      market.dirty = true;
      looks[k] = Bar.Never;
    }
    const next = shares ? tick + 1 : Math.max(tick + 1, looks[k]);
    if (next < this.#soonest) this.#soonest = next;
  }

  // Where all ticks are bars of every market, one look also finds the next touched bar of a stretch.
  #needsBroker(market: Market, k: number, tick: number): boolean {
    if (!isFresh(market, tick)) return false;
    const i = ownBar(market, tick);
    if (i >= market.wake) return true;
    const watched = market.lowTrigger > -Infinity || market.highTrigger < Infinity;
    const far = Math.min(watched ? i + STRETCH : Bar.Never, this.#end, market.wake);
    const stop = this.#aligned ? far : i + 1;
    const touched = skipQuiet(market, i, stop);
    if (touched > i) this.#looks[k] = tick + touched - i;
    return touched === i;
  }
}
