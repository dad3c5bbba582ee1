import {
  type BarSeries,
  type Context,
  defineStrategy,
  type InitContext,
  type Strategy,
  type StrategyEvent,
} from '@barline/engine';
import { engineParams } from './check-params.js';
import { compileCondition } from './compile-condition.js';
import { compileEntry, type Entry, type Side } from './compile-entry.js';
import { coverOf, fixed, type Fires, type Test } from './compile-joint.js';
import { compileSeries } from './compile-series.js';
import { problemsOf } from './parse-rules.js';
import type { RuleCondition, Rules } from './rules.js';

/** Rules compiled for one run of one symbol. */
type Plan = {
  readonly enterLong: Fires | null;
  readonly enterShort: Fires | null;
  readonly leaveLong: Fires | null;
  readonly leaveShort: Fires | null;
  readonly entry: Entry;
  readonly reverses: boolean;
  /** Whether entries wait for a price. */
  readonly waits: boolean;
  /** The bars of days where positions end with one, and how many of them were seen. */
  readonly days: BarSeries | null;
  seen: number;
  readonly when?: readonly StrategyEvent[];
};

/** Makes a strategy of rules, which declares the only bars on which it can do anything wherever its conditions tell them. */
export function rulesStrategy(rules: Rules): Strategy {
  return strategyOf(rules, true);
}

/** Makes a strategy of rules that declares its bars or does not: the results are the same. */
export function strategyOf(rules: Rules, declares: boolean): Strategy {
  return defineStrategy({
    name: rules.name,
    description: rules.description ?? '',
    params: engineParams(rules.params),
    constraint(params) {
      const [problem] = problemsOf(rules, params);
      if (problem === undefined) return true;
      throw new RangeError(problem.message);
    },
    init: (ctx) => compile(rules, ctx, declares),
    next: step,
  });
}

function compile(rules: Rules, ctx: InitContext, declares: boolean): Plan {
  const { params } = ctx;
  const sources = { params, series: compileSeries(rules, ctx) };
  const test = (condition: RuleCondition | undefined) =>
    condition === undefined ? fixed(false) : compileCondition(condition, sources);
  const { entry, exit = {} } = rules;
  const tests = [test(entry.long), test(entry.short), test(exit.long), test(exit.short)];
  const days = exit.end_of_day === true ? ctx.timeframe('1d') : null;
  if (days !== null) tests.push(endOfDay(ctx, days));
  const when = declares ? coverOf(tests) : null;
  const [enterLong, enterShort, leaveLong, leaveShort] = tests.map(firing);
  return {
    enterLong,
    enterShort,
    leaveLong,
    leaveShort,
    entry: compileEntry(rules, sources),
    reverses: rules.reverse === true,
    waits: entry.order !== undefined,
    days,
    seen: 0,
    ...(when === null ? {} : { when }),
  };
}

// On a run of days every bar ends one.
function endOfDay({ bars, event }: InitContext, days: BarSeries): Test {
  return { ...fixed(true), cover: days === bars ? null : [event.bar('1d')] };
}

// What can never hold is not asked about at every bar.
function firing({ always, fires }: Test): Fires | null {
  return always === false ? null : fires;
}

function step(plan: Plan, ctx: Context): void {
  const { size } = ctx.position;
  const dayEnds = plan.days !== null && endsDay(plan, plan.days);
  if (size === 0) {
    const { enterLong, enterShort } = plan;
    if (enterLong !== null && enterLong(ctx)) enter(plan, ctx, 1);
    else if (enterShort !== null && enterShort(ctx)) enter(plan, ctx, -1);
    else if (plan.waits) withdraw(plan, ctx);
    return;
  }
  const isLong = size > 0;
  const turns = !plan.reverses ? null : isLong ? plan.enterShort : plan.enterLong;
  if (turns !== null && turns(ctx)) {
    flip(plan, ctx, isLong ? -1 : 1);
    return;
  }
  const leaves = isLong ? plan.leaveLong : plan.leaveShort;
  if (!dayEnds && (leaves === null || !leaves(ctx))) return;
  cancelWaiting(ctx);
  ctx.position.close();
}

function enter({ entry }: Plan, ctx: Context, side: Side): void {
  if (!entry.prepare(ctx, side)) return;
  cancelWaiting(ctx);
  entry.place(ctx, side);
}

function flip({ entry }: Plan, ctx: Context, side: Side): void {
  cancelWaiting(ctx);
  ctx.position.close();
  if (entry.prepare(ctx, side)) entry.place(ctx, side);
}

// What still waits of earlier orders would act beside the new one.
function cancelWaiting(ctx: Context): void {
  for (const order of ctx.orders) order.cancel();
}

function withdraw(plan: Plan, ctx: Context): void {
  const { orders } = ctx;
  if (orders.length === 0) return;
  const noLong = plan.leaveLong !== null && plan.leaveLong(ctx);
  const noShort = plan.leaveShort !== null && plan.leaveShort(ctx);
  for (const order of orders) if (order.side === 'buy' ? noLong : noShort) order.cancel();
}

// A day is seen from its last bar on, or from the first after a gap that it ended in.
function endsDay(plan: Plan, { length }: BarSeries): boolean {
  const ends = length > plan.seen;
  plan.seen = length;
  return ends;
}
