import { runTick } from './broker.js';
import type { EventPlan } from './event-plan.js';
import {
  alarmBar,
  endsInRuin,
  fillPlaced,
  moveClock,
  runAlarms,
  runCallbacks,
} from './loop-steps.js';
import { Bar } from './market.js';
import type { Seat, Simulation } from './simulation.js';
import { readTriggers, skipQuiet, STRETCH } from './triggers.js';

/** Runs the bars [from, to) of a run on one symbol and returns the bar it reached: `to`, unless the run was ruined before. */
export function runOne(sim: Simulation, seat: Seat, from: number, until: number): number {
  const { account, strategy, pulse } = sim;
  const { firstTick } = sim.set;
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
      if (pulse !== null) pulse[0] = i - firstTick;
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
  const { account, pulse } = sim;
  const { firstTick } = sim.set;
  const { next } = sim.strategy;
  const { market, ctx, state } = seat;
  const { clock } = market;
  do {
    account.tick = i;
    clock.i = i;
    if (pulse !== null) pulse[0] = i - firstTick;
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
  const { account, strategy, pulse } = sim;
  const { firstTick } = sim.set;
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
    if (pulse !== null) pulse[0] = i - firstTick;
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
