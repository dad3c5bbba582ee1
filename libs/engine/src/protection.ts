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
  /** The last own bar of the pause that each market's stop losses brought. */
  readonly #pausedUntil = new Map<Market, number>();
  #peak = 0;
  #scanned = 0;
  #haltedUntil = -1;

  constructor(rules: Protections) {
    this.#rules = rules;
  }

  /** Notes that a trade of a market closed in an own bar of it, by its stop loss or otherwise. */
  closed(market: Market, bar: number, byStop: boolean): void {
    this.#exits.set(market, bar);
    const { stopLossGuard } = this.#rules;
    if (!byStop || stopLossGuard === undefined) return;
    const { trades, lookbackBars, pauseBars } = stopLossGuard;
    const stops = [...(this.#stops.get(market) ?? []), bar].slice(-trades);
    this.#stops.set(market, stops);
    if (stops.length === trades && bar - stops[0] < lookbackBars) {
      this.#pausedUntil.set(market, bar + pauseBars);
    }
  }

  /** Why an order may not open anything now, or null; one that turns a position around closes what is open of it first. */
  refuses(account: Account, market: Market, turns: boolean): Reason | null {
    const { cooldownBars, drawdownHalt, maxOpenTrades } = this.#rules;
    const { bar } = account.ticket;
    const open = turns ? account.openTrades - market.lots.length : account.openTrades;
    if (maxOpenTrades !== undefined && open >= maxOpenTrades) return 'max_open_trades';
    const last = turns ? bar : this.#exits.get(market);
    if (cooldownBars !== undefined && last !== undefined && bar - last <= cooldownBars) {
      return 'cooldown';
    }
    if (bar <= (this.#pausedUntil.get(market) ?? -1)) return 'stop_loss_guard';
    if (drawdownHalt !== undefined && this.#halted(account)) return 'drawdown_halt';
    return null;
  }

  // The drawdown is that of the closes before this bar; after a pause it is measured from there anew.
  #halted(account: Account): boolean {
    const { drawdownHalt } = this.#rules;
    if (drawdownHalt === undefined) return false;
    const { tick, equity, firstTick, config } = account;
    account.markUntil(tick);
    equity.value();
    if (this.#peak === 0) {
      this.#peak = config.initialCapital;
      this.#scanned = firstTick;
    }
    for (; this.#scanned < tick; this.#scanned++) {
      const value = equity.column[this.#scanned];
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
