import type { Account } from './account.js';
import { fillMarketAtClose, ownBar, ruin } from './broker.js';
import { OrderHandle, TradeHandle } from './handles.js';
import { Bar, firstBarAt, type Market } from './market.js';
import type { Seat, Simulation } from './simulation.js';
import { nextPeriod } from './session.js';

/** Fills at this bar's close the market orders just placed, where a run asks for that; a symbol without a bar waits for its next. */
export function fillPlaced(account: Account, ...markets: Market[]): void {
  fillMarketAtClose(account, markets);
}

/** Moves a market on to its bar at a tick, and its higher timeframes to what that bar may see. */
export function moveClock(market: Market, tick: number): void {
  const i = ownBar(market, tick);
  market.clock.i = i;
  if (i >= market.nextHigher) advanceHigher(market, i);
}

// Moves the higher timeframes of a market on to what its own bar `i` may see.
function advanceHigher(market: Market, i: number): void {
  market.nextHigher = Bar.Never;
  for (const higher of market.higher) {
    market.nextHigher = Math.min(market.nextHigher, higher.advance(i));
  }
}

/** Ends the run where its equity is gone, and tells whether it is. */
export function endsInRuin(account: Account): boolean {
  if (!account.canBeRuined() || account.equityAt(null, NaN) > 0) return false;
  ruin(account);
  return true;
}

/** The own bar at which a callback of `every` is due next. */
export function alarmBar({ alarms, market }: Seat): number {
  if (alarms.length === 0) return Bar.Never;
  let due = Infinity;
  for (const alarm of alarms) due = Math.min(due, alarm.due);
  return firstBarAt(market, due);
}

/** Calls the callbacks of `every` that are due. */
export function runAlarms(sim: Simulation, seat: Seat, tick: number): void {
  const time = sim.account.times[tick];
  for (const alarm of seat.alarms) {
    if (alarm.due > time) continue;
    alarm.due = nextPeriod(seat.session, time, alarm.timeframe);
    sim.phase = 'every';
    alarm.run(seat.ctx);
  }
  sim.phase = 'next';
}

/** Tells the strategy what filled, closed or was refused in this tick; orders placed here act from the next bar on. */
export function runCallbacks(sim: Simulation): void {
  const { account, strategy } = sim;
  const { onFill, onTrade, onReject } = strategy;
  if (onFill !== null) {
    sim.phase = 'onFill';
    for (const row of account.filledNow) {
      const [seat, market] = orderOwner(sim, row);
      onFill(seat.state, seat.ctx, new OrderHandle(account, market, row));
    }
  }
  if (onTrade !== null) {
    sim.phase = 'onTrade';
    for (const row of account.closedNow) {
      const market = account.markets[account.trades.columns.symbol[row]];
      const seat = seatOf(sim, market);
      onTrade(seat.state, seat.ctx, new TradeHandle(account, market, row));
    }
  }
  if (onReject !== null && account.refusedNow.length > 0) {
    sim.phase = 'onReject';
    // Taken out first: what is refused of orders placed here is told at the next bar.
    for (const row of account.refusedNow.splice(0)) {
      const [seat, market] = orderOwner(sim, row);
      market.dirty = true;
      onReject(seat.state, seat.ctx, new OrderHandle(account, market, row));
    }
  }
  sim.phase = 'next';
  account.forgetNews(onReject !== null);
}

function orderOwner(sim: Simulation, row: number): [Seat, Market] {
  const { account } = sim;
  const market = account.markets[account.orders.columns.symbol[row]];
  return [seatOf(sim, market), market];
}

function seatOf(sim: Simulation, market: Market): Seat {
  return sim.seats[sim.strategy.scope === 'portfolio' ? 0 : market.index];
}
