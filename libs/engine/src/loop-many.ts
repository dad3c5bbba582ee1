import type { Account } from './account.js';
import { runTick } from './broker.js';
import type { EventPlan } from './event-plan.js';
import { endsInRuin, fillPlaced, moveClock, runAlarms, runCallbacks } from './loop-steps.js';
import { Bar, isFresh, type Market, type Stir } from './market.js';
import type { Clock } from './series.js';
import type { Simulation } from './simulation.js';
import type { Strategy } from './strategy.js';
import type { RunContext } from './strategy-context.js';
import { Watch } from './watch.js';

// Ticks whose columns are read ahead at a time where there are many: those of twenty symbols fit into the processor's second cache.
const FETCHED = 256;

/** Runs the ticks [from, to) of a run on several symbols and returns the tick it reached: `to`, unless the run was ruined before. */
export function runMany(sim: Simulation, from: number, until: number): number {
  const { account, seats, set, pulse } = sim;
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
      if (pulse !== null) pulse[0] = tick - set.firstTick;
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
  readonly pulse: Int32Array | null;
  readonly firstTick: number;
};

function quietOf({ strategy, seats, set, pulse }: Simulation): Quiet {
  const { markets, firstTick } = set;
  return {
    next: strategy.next,
    clocks: markets.map((market) => market.clock),
    states: seats.map((seat) => seat.state),
    contexts: seats.map((seat) => seat.ctx),
    stir: markets[0].stir,
    pulse,
    firstTick,
  };
}

// Runs ticks from `tick` on in which no broker is needed and every seat runs, until an order is placed or `stop` comes, and returns the last of them. A function by itself for the same reason as runQuiet.
function runQuietTicks(account: Account, quiet: Quiet, tick: number, stop: number): number {
  const { next, clocks, states, contexts, stir, pulse, firstTick } = quiet;
  let last = tick;
  for (;;) {
    account.tick = last;
    if (pulse !== null) pulse[0] = last - firstTick;
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

function moveClocks(markets: readonly Market[], tick: number): void {
  const { stir } = markets[0];
  stir.higher = Bar.Never;
  for (const market of markets) {
    moveClock(market, tick);
    stir.higher = Math.min(stir.higher, market.nextHigher);
  }
}
