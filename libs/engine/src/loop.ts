import type { Account } from './account.js';
import { fillMarketAtClose, ownBar, ruin, runTick } from './broker.js';
import type { EventPlan } from './event-plan.js';
import { OrderHandle, TradeHandle } from './handles.js';
import { Bar, firstBarAt, isFresh, type Market, type Stir } from './market.js';
import type { Clock } from './series.js';
import type { Strategy } from './strategy.js';
import type { RunContext } from './strategy-context.js';
import type { Seat, Simulation } from './simulation.js';
import { nextPeriod } from './session.js';
import { readTriggers, skipQuiet, STRETCH } from './triggers.js';
import { Watch } from './watch.js';

// Ticks whose columns are read ahead at a time where there are many: those of twenty symbols fit into the processor's second cache.
const FETCHED = 256;

/** Runs the bars [from, to) of a run on one symbol and returns the bar it reached: `to`, unless the run was ruined before. */
export function runOne(sim: Simulation, seat: Seat, from: number, until: number): number {
  const { account, strategy } = sim;
  const { market, ctx, state } = seat;
  const { next } = strategy;
  const { low, high } = market.bars;
  const atClose = account.config.fillAt === 'close';
  // Whole numbers by their type: V8 then counts in them and not in doubles.
  const to = until | 0;
  let i = from | 0;
  while (i < to) {
    if (market.dirty) readTriggers(account, market);
    const wake = Math.min(market.wake, market.nextHigher, alarmBar(seat)) | 0;
    const { lowTrigger, highTrigger } = market;
    const watched = lowTrigger > -Infinity || highTrigger < Infinity;
    if (i >= wake || (watched && (low[i] <= lowTrigger || high[i] >= highTrigger))) {
      runTick(account, account.markets, i);
      moveClock(market, i);
      if (endsInRuin(account)) return i + 1;
      if (account.listens) runCallbacks(sim);
      if (seat.alarms.length > 0) runAlarms(sim, seat, i);
      next(state, ctx);
      if (atClose && market.dirty) fillPlaced(account, market);
      i++;
      continue;
    }
    // Looking for the next touched bar by itself, a stretch at a time, is faster than asking between calls of the strategy.
    const ahead = Math.min(to, wake, watched ? i + STRETCH : Bar.Never) | 0;
    const stop = skipQuiet(market, i + 1, ahead);
    i = runQuiet(sim, seat, i, stop) | 0;
    if (atClose && market.dirty) fillPlaced(account, market);
  }
  return i;
}

// Runs quiet bars from `i` to before `stop`, where nothing can fill and so only the strategy runs, until it places an order. A function by itself, so that V8 inlines the strategy here rather than the broker.
function runQuiet(sim: Simulation, seat: Seat, i: number, stop: number): number {
  const { account } = sim;
  const { next } = sim.strategy;
  const { market, ctx, state } = seat;
  const { clock } = market;
  do {
    account.tick = i;
    clock.i = i;
    next(state, ctx);
    i++;
  } while (!market.dirty && i < stop);
  return i;
}

/** Runs the bars [from, to) of a run on one symbol whose strategy declared the bars that it needs; returns as {@link runOne}. */
export function runPlanned(
  sim: Simulation,
  seat: Seat,
  plan: EventPlan,
  from: number,
  until: number,
): number {
  const { account, strategy } = sim;
  const { market, ctx, state } = seat;
  const { next } = strategy;
  const { low, high } = market.bars;
  const atClose = account.config.fillAt === 'close';
  const to = until | 0;
  plan.plan(from, to);
  let i = from | 0;
  while (i < to) {
    if (market.dirty) readTriggers(account, market);
    const event = plan.tick;
    const wake = Math.min(market.wake, alarmBar(seat)) | 0;
    const { lowTrigger, highTrigger } = market;
    i = skipQuiet(market, i, Math.max(i, Math.min(to, wake, event)) | 0) | 0;
    if (i >= to) break;
    let runs = i === event;
    if (runs) plan.from(i + 1);
    const watched = lowTrigger > -Infinity || highTrigger < Infinity;
    if (i >= wake || (watched && (low[i] <= lowTrigger || high[i] >= highTrigger))) {
      const filled = account.fills;
      runTick(account, account.markets, i);
      moveClock(market, i);
      if (endsInRuin(account)) return i + 1;
      if (account.listens) runCallbacks(sim);
      if (seat.alarms.length > 0) runAlarms(sim, seat, i);
      runs ||= plan.fills && account.fills !== filled;
    } else {
      account.tick = i;
      moveClock(market, i);
    }
    if (runs) next(state, ctx);
    if (atClose && market.dirty) fillPlaced(account, market);
    i++;
  }
  account.tick = to - 1;
  moveClock(market, to - 1);
  return to;
}

/** Runs the ticks [from, to) of a run on several symbols and returns the tick it reached: `to`, unless the run was ruined before. */
export function runMany(sim: Simulation, from: number, until: number): number {
  const { account, seats, set } = sim;
  const { markets } = account;
  const { stir } = markets[0];
  const atClose = account.config.fillAt === 'close';
  const everyTick = set.aligned && !account.listens ? everyTickFrom(sim) : Infinity;
  const quiet = quietOf(sim);
  const to = until | 0;
  const watch = new Watch(account, set, from, to);
  for (const seat of seats) seat.plan?.plan(from, to);
  let fetched = from | 0;
  let tick = from | 0;
  while (tick < to) {
    if (tick >= fetched) {
      fetched = Math.min(to, tick + FETCHED) | 0;
      account.equity.value();
      fetchAhead(sim, tick, fetched);
    }
    const filled = account.fills;
    if (watch.mayNeedBroker(tick)) {
      const active = watch.marketsAt(tick);
      if (active.length > 0) runTick(account, active, tick);
    }
    let last = tick;
    if (tick >= everyTick && tick < stir.higher && !account.canBeRuined()) {
      const stop = Math.min(fetched, watch.soonest, stir.higher) | 0;
      last = runQuietTicks(account, quiet, tick, stop) | 0;
    } else {
      account.tick = tick;
      moveClocks(markets, tick);
      if (endsInRuin(account)) return tick + 1;
      if (account.listens) runCallbacks(sim);
      runSeats(sim, tick, account.fills !== filled);
    }
    tick = last + 1;
    if (!atClose) continue;
    const placed = markets.filter((market) => market.dirty && isFresh(market, last));
    if (placed.length > 0) fillPlaced(account, ...placed);
  }
  return to;
}

// What quiet ticks need of a run, in lists of its own, so that they touch as little memory as they can.
type Quiet = {
  readonly next: Strategy['next'];
  readonly clocks: readonly Clock[];
  readonly states: readonly unknown[];
  readonly contexts: readonly RunContext[];
  readonly stir: Stir;
};

function quietOf({ strategy, seats, set: { markets } }: Simulation): Quiet {
  return {
    next: strategy.next,
    clocks: markets.map((market) => market.clock),
    states: seats.map((seat) => seat.state),
    contexts: seats.map((seat) => seat.ctx),
    stir: markets[0].stir,
  };
}

// Runs ticks from `tick` on in which no broker is needed and every seat runs, until an order is placed or `stop` comes, and returns the last of them. A function by itself for the same reason as runQuiet.
function runQuietTicks(account: Account, quiet: Quiet, tick: number, stop: number): number {
  const { next, clocks, states, contexts, stir } = quiet;
  let last = tick;
  for (;;) {
    account.tick = last;
    for (let k = 0; k < clocks.length; k++) clocks[k].i = last;
    for (let k = 0; k < states.length; k++) next(states[k], contexts[k]);
    if (stir.count > 0 || last + 1 >= stop) return last;
    last++;
  }
}

// The tick from which on every seat runs at every tick, as most do once their indicators are ready; Infinity when one of them never does.
function everyTickFrom({ seats, set, strategy }: Simulation): number {
  if (!set.aligned && strategy.scope !== 'portfolio') return Infinity;
  const free = seats.every((seat) => seat.alarms.length === 0 && seat.plan === null);
  return free ? Math.max(...seats.map((seat) => seat.start)) : Infinity;
}

// Runs the seats that have a bar, an alarm or an event at a tick.
function runSeats(sim: Simulation, tick: number, filled: boolean): void {
  const { seats, set, strategy } = sim;
  const always = set.aligned || strategy.scope === 'portfolio';
  for (let k = 0; k < seats.length; k++) {
    const seat = seats[k];
    if (tick < seat.start || !(always || isFresh(seat.market, tick))) continue;
    if (seat.alarms.length > 0) runAlarms(sim, seat, tick);
    if (seat.plan === null || isPlanned(seat.plan, tick, filled))
      strategy.next(seat.state, seat.ctx);
  }
}

// Reads ahead the columns that the seats will read, one after another: memory is slow for those who read many columns a value at a time.
function fetchAhead({ seats }: Simulation, from: number, to: number): void {
  for (const { market, made } of seats) {
    market.fetch(market.bars.open, from, to);
    market.fetch(market.bars.close, from, to);
    for (const { outputs } of made) {
      for (const { column } of outputs) market.fetch(column, from, to);
    }
  }
}

// Whether a declared event happens at a tick; fills of any symbol count as the run's own.
function isPlanned(plan: EventPlan, tick: number, filled: boolean): boolean {
  plan.from(tick);
  return plan.tick === tick || (plan.fills && filled);
}

// Fills at this bar's close the market orders just placed, where a run asks for that; a symbol without a bar waits for its next.
function fillPlaced(account: Account, ...markets: Market[]): void {
  fillMarketAtClose(account, markets);
}

function moveClock(market: Market, tick: number): void {
  const i = ownBar(market, tick);
  market.clock.i = i;
  if (i >= market.nextHigher) advanceHigher(market, i);
}

function moveClocks(markets: readonly Market[], tick: number): void {
  const { stir } = markets[0];
  stir.higher = Bar.Never;
  for (const market of markets) {
    moveClock(market, tick);
    stir.higher = Math.min(stir.higher, market.nextHigher);
  }
}

// Moves the higher timeframes of a market on to what its own bar `i` may see.
function advanceHigher(market: Market, i: number): void {
  market.nextHigher = Bar.Never;
  for (const higher of market.higher) {
    market.nextHigher = Math.min(market.nextHigher, higher.advance(i));
  }
}

function endsInRuin(account: Account): boolean {
  if (!account.canBeRuined() || account.equityAt(null, NaN) > 0) return false;
  ruin(account);
  return true;
}

// The own bar at which a callback of `every` is due next.
function alarmBar({ alarms, market }: Seat): number {
  if (alarms.length === 0) return Bar.Never;
  let due = Infinity;
  for (const alarm of alarms) due = Math.min(due, alarm.due);
  return firstBarAt(market, due);
}

function runAlarms(sim: Simulation, seat: Seat, tick: number): void {
  const time = sim.account.times[tick];
  for (const alarm of seat.alarms) {
    if (alarm.due > time) continue;
    alarm.due = nextPeriod(seat.session, time, alarm.timeframe);
    sim.phase = 'every';
    alarm.run(seat.ctx);
  }
  sim.phase = 'next';
}

// Tells the strategy what filled, closed or was refused in this tick; orders placed here act from the next bar on.
function runCallbacks(sim: Simulation): void {
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
