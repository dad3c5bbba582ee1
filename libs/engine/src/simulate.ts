import { finalize } from './broker.js';
import { Pace, type RunControl } from './control.js';
import { runOne, runPlanned } from './loop.js';
import { runMany } from './loop-many.js';
import type { Seat, Simulation } from './simulation.js';

/** Steps a simulation to its end and returns the number of ticks whose equity stands, or −1 − the tick where its control stopped it; throws a StrategyError. A run within something longer that polls by itself has the pulse of that only. */
export function simulate(
  sim: Simulation,
  control: RunControl | undefined,
  pulse = control?.pulse ?? null,
): number {
  const { account, seats, set } = sim;
  const total = set.times.length;
  const pace = new Pace(control);
  sim.pulse = pulse;
  let tick = Math.min(total, ...seats.map((seat) => seat.start));
  const one = set.markets.length === 1;
  let reached = tick;
  sim.phase = 'next';
  try {
    while (tick < total) {
      const to = Math.min(total, tick + pace.size);
      reached = one ? runSeat(sim, seats[0], tick, to) : runMany(sim, tick, to);
      if (account.ruined) break;
      tick = to;
      if (pace.poll(tick, total)) return -1 - tick;
    }
  } catch (error) {
    throw sim.wrap(error, seats[0].market.symbol);
  }
  return settle(sim, account.ruined ? reached : total);
}

function runSeat(sim: Simulation, seat: Seat, from: number, to: number): number {
  seat.market.fetch(seat.market.bars.open, from, to);
  return seat.plan === null
    ? runOne(sim, seat, from, to)
    : runPlanned(sim, seat, seat.plan, from, to);
}

// Brings the books to their end: equity written, open trades closed or left open, orders ended.
function settle(sim: Simulation, end: number): number {
  const { account, set } = sim;
  if (!account.ruined) {
    for (const market of set.markets) market.clock.i = market.bars.time.length - 1;
    account.tick = end - 1;
    finalize(account, sim.config.finalizeTrades);
  }
  account.tick = end;
  account.markUntil(end);
  account.equity.value();
  return end;
}
