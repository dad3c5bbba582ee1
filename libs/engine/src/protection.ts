import type { Account } from './account.js';
import type { Reason } from './codes.js';
import type { Market } from './market.js';
import type { Protections } from './run-config.js';

/** Stops new entries for a while after losses; bars are the symbol's own, those of the drawdown halt ticks of the common clock. */
export class Protection {
  readonly #rules: Protections;
  /** Own bars in which each market's last trade closed, and in which its stop losses were hit. */
  readonly #exits = new Map<Market, number>();
  readonly #stops = new Map<Market, number[]>();
  #peak = 0;
  #scanned = 0;
  #haltedUntil = -1;

  constructor(rules: Protections) {
    this.#rules = rules;
  }

  /** Notes that a trade of a market closed in an own bar of it, by its stop loss or otherwise. */
  closed(market: Market, bar: number, byStop: boolean): void {
    this.#exits.set(market, bar);
    if (!byStop) return;
    const stops = this.#stops.get(market) ?? [];
    stops.push(bar);
    this.#stops.set(market, stops);
  }

  /** Why an entry may not fill now, or null. */
  refuses(account: Account, market: Market): Reason | null {
    const { cooldownBars, stopLossGuard, drawdownHalt, maxOpenTrades } = this.#rules;
    const { bar } = account.ticket;
    if (maxOpenTrades !== undefined && account.openTrades >= maxOpenTrades) {
      return 'max_open_trades';
    }
    const last = this.#exits.get(market);
    if (cooldownBars !== undefined && last !== undefined && bar - last <= cooldownBars) {
      return 'cooldown';
    }
    if (stopLossGuard !== undefined && this.#guarded(market, bar)) return 'stop_loss_guard';
    if (drawdownHalt !== undefined && this.#halted(account)) return 'drawdown_halt';
    return null;
  }

  #guarded(market: Market, bar: number): boolean {
    const { stopLossGuard } = this.#rules;
    const stops = this.#stops.get(market) ?? [];
    if (stopLossGuard === undefined || stops.length < stopLossGuard.trades) return false;
    const last = stops[stops.length - 1];
    const first = stops[stops.length - stopLossGuard.trades];
    return last - first < stopLossGuard.lookbackBars && bar - last <= stopLossGuard.pauseBars;
  }

  // The drawdown is that of the closes before this bar; after a pause it is measured from there anew.
  #halted(account: Account): boolean {
    const { drawdownHalt } = this.#rules;
    if (drawdownHalt === undefined) return false;
    const { tick, equity, firstTick, config } = account;
    account.markUntil(tick);
    if (this.#peak === 0) {
      this.#peak = config.initialCapital;
      this.#scanned = firstTick;
    }
    for (; this.#scanned < tick; this.#scanned++) {
      const value = equity[this.#scanned];
      if (this.#scanned <= this.#haltedUntil) {
        this.#peak = value;
        continue;
      }
      if (value > this.#peak) this.#peak = value;
      if (value <= this.#peak * (1 - drawdownHalt.fraction)) {
        this.#haltedUntil = this.#scanned + drawdownHalt.pauseBars;
      }
    }
    return tick <= this.#haltedUntil;
  }
}
