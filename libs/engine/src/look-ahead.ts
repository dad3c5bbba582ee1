import { ActionLog } from './action-log.js';
import type { RunControl } from './control.js';
import type { MadeIndicator } from './indicator-set.js';
import { checkKeys, configOf, paramsOf } from './input.js';
import { buildMarkets, type MarketData } from './market-data.js';
import { Random } from './random.js';
import type { LogLine } from './result.js';
import type { RunConfig } from './run-config.js';
import { simulate } from './simulate.js';
import { Simulation } from './simulation.js';
import type { Strategy } from './strategy.js';
import { StrategyError } from './strategy-error.js';
import { poisonedData, truncatedData } from './truncate.js';

const MOST_ORDER_CUTS = 50;
const RANDOM_CUTS = 20;
const FEWEST_ORDERS = 5;

/** What {@link checkLookAhead} needs: a run's input. */
export type CheckInput = {
  strategy: Strategy;
  /** Loads the strategy anew for each run of the check; without it one that remembers earlier runs in variables of its module may know the future from them. */
  load?: () => Strategy;
  params?: Record<string, unknown>;
  data: readonly MarketData[];
  config?: Partial<RunConfig>;
  control?: RunControl;
};

/** The first place where a run that did not know the future went another way; the bar counts from the first tradable one. */
export type LookAheadFinding = {
  bar: number;
  /** An indicator and output, `orders`, `logs`, `error` where the strategy threw, or `not repeatable`. */
  column: string;
  /** Where the future was cut off or replaced. */
  cut: number;
  how: 'truncated' | 'poisoned' | 'repeated';
};

/** Whether a strategy saw the future: `inconclusive` when it placed too few orders to tell. */
export type LookAheadVerdict = {
  verdict: 'pass' | 'fail' | 'inconclusive' | 'stopped';
  cuts: number;
  orders: number;
  finding: LookAheadFinding | null;
};

type Trace = {
  readonly sim: Simulation;
  readonly actions: ActionLog;
  /** The tick in which the strategy threw, or Infinity. */
  readonly failedAt: number;
};

/** Runs a strategy again with the future cut off, and with another future, right after some of its orders and at random bars, and compares all that it computed and did before. */
export function checkLookAhead(input: CheckInput): LookAheadVerdict {
  checkKeys(input, 'key of the check', ['load']);
  const full = trace(input, input.data);
  const orders = full.actions.texts.filter((text) => / (buy|sell) /.test(text)).length;
  const cuts = cutsOf(full);
  const verdict = (kind: LookAheadVerdict['verdict'], done: number) => ({
    verdict: kind,
    cuts: done,
    orders,
    finding: null,
  });
  const total = full.sim.set.times.length;
  const again = compare(full, retrace(input, input.data), total, 'repeated');
  if (again !== null) return { ...verdict('fail', 0), finding: again };
  let earliest: LookAheadFinding | null = null;
  for (let k = 0; k < cuts.length; k++) {
    if (input.control?.shouldStop?.() === true) return verdict('stopped', k);
    const time = full.sim.set.times[cuts[k]];
    const truncated = retrace(input, truncatedData(input.data, time));
    earliest = earlier(earliest, compare(full, truncated, cuts[k], 'truncated'));
    const poisoned = retrace(input, poisonedData(input.data, time, cuts[k] + 1));
    earliest = earlier(earliest, compare(full, poisoned, cuts[k], 'poisoned'));
    input.control?.progress?.(k + 1, cuts.length);
  }
  if (earliest !== null) return { ...verdict('fail', cuts.length), finding: earliest };
  return verdict(orders < FEWEST_ORDERS ? 'inconclusive' : 'pass', cuts.length);
}

function trace(input: CheckInput, data: readonly MarketData[]): Trace {
  const { sim, actions } = opened(input, data);
  simulate(sim, undefined, input.control?.pulse);
  return { sim, actions, failedAt: Infinity };
}

// As trace, but where the strategy throws without the future the run ends there; null when it cannot even start without it.
function retrace(input: CheckInput, data: readonly MarketData[]): Trace | null {
  let failedAt = Infinity;
  try {
    const { sim, actions } = opened(input, data);
    try {
      simulate(sim, undefined, input.control?.pulse);
    } catch (error) {
      if (!StrategyError.is(error)) throw error;
      failedAt = sim.account.tick;
    }
    return { sim, actions, failedAt };
  } catch (error) {
    if (StrategyError.is(error)) return null;
    throw error;
  }
}

function opened(
  { strategy, load, params, config }: CheckInput,
  data: readonly MarketData[],
): Pick<Trace, 'sim' | 'actions'> {
  const actions = new ActionLog();
  const resolved = configOf(config);
  const loaded = load?.() ?? strategy;
  const set = buildMarkets(data, resolved);
  const sharing = { actions, excursions: false };
  return { sim: new Simulation(loaded, paramsOf(loaded, params), resolved, set, sharing), actions };
}

// The ticks right after orders, spread over the run, and some at random; none before the first tradable one.
function cutsOf({ sim, actions }: Trace): number[] {
  const { firstTick, times } = sim.set;
  const total = times.length;
  const after = [...new Set(actions.ticks)].map((tick) => tick + 1);
  const possible = after.filter((tick) => tick > firstTick && tick < total);
  const cuts = new Set<number>();
  const step = Math.max(1, possible.length / MOST_ORDER_CUTS);
  for (let k = 0; k < possible.length; k += step) cuts.add(possible[Math.floor(k)]);
  const random = new Random(sim.config.seed, 'look-ahead');
  const room = total - firstTick - 1;
  for (let k = 0; k < Math.min(RANDOM_CUTS, room); k++) {
    cuts.add(firstTick + 1 + (random.nextInt() % room));
  }
  return [...cuts].toSorted((a, b) => a - b);
}

function compare(
  full: Trace,
  other: Trace | null,
  cut: number,
  how: LookAheadFinding['how'],
): LookAheadFinding | null {
  const { firstTick } = full.sim.set;
  const column = how === 'repeated' ? 'not repeatable' : null;
  if (other === null) {
    // Fewer bars may be too few to start with; other ones, as many, may not.
    if (how === 'truncated') return null;
    return { bar: 0, column: column ?? 'error', cut: cut - firstTick, how };
  }
  let found = differingColumn(full.sim, other.sim, cut);
  if (other.failedAt < cut) {
    found = earlierBar(found, { tick: other.failedAt, column: 'error' });
  }
  const until = how === 'repeated' ? Infinity : full.sim.set.times[cut];
  found = earlierBar(found, differingAction(full.actions, other.actions, cut, until));
  found = earlierBar(found, differingLog(full.sim, other.sim, cut - firstTick, firstTick));
  if (found === null) return null;
  return { bar: found.tick - firstTick, column: column ?? found.column, cut: cut - firstTick, how };
}

type Place = { readonly tick: number; readonly column: string };

function differingColumn(full: Simulation, other: Simulation, cut: number): Place | null {
  let found: Place | null = null;
  full.seats.forEach((seat, s) => {
    const others = other.seats[s].made;
    seat.made.forEach((made, k) => {
      if (others[k] === undefined || others[k].label !== made.label) {
        found = earlierBar(found, { tick: full.set.firstTick, column: made.label });
        return;
      }
      found = earlierBar(found, differingOutput(full, made, others[k], cut));
    });
  });
  return found;
}

function differingOutput(
  full: Simulation,
  made: MadeIndicator,
  twin: MadeIndicator,
  cut: number,
): Place | null {
  const visible = full.barsVisible(made.clock, cut);
  let found: Place | null = null;
  made.outputs.forEach(({ name, column }, k) => {
    const values = twin.outputs[k].column;
    for (let i = 0; i < visible; i++) {
      if (Object.is(column[i], values[i])) continue;
      const label = name === null ? made.label : `${made.label}.${name}`;
      found = earlierBar(found, { tick: full.tickOf(made.clock, i), column: label });
      return;
    }
  });
  return found;
}

function differingAction(
  full: ActionLog,
  other: ActionLog,
  cut: number,
  until: number,
): Place | null {
  const count = Math.max(full.countBefore(cut), other.countBefore(cut));
  for (let k = 0; k < count; k++) {
    if (full.same(k, other, until)) continue;
    const tick = Math.min(full.ticks[k] ?? Infinity, other.ticks[k] ?? Infinity);
    return { tick, column: 'orders' };
  }
  return null;
}

function differingLog(
  full: Simulation,
  other: Simulation,
  cutBar: number,
  firstTick: number,
): Place | null {
  const lines = (sim: Simulation) => sim.logs.filter((line) => line.bar < cutBar);
  const a = lines(full);
  const b = lines(other);
  for (let k = 0; k < Math.max(a.length, b.length); k++) {
    if (!sameLine(a[k], b[k])) return { tick: firstTick + (a[k] ?? b[k]).bar, column: 'logs' };
  }
  return null;
}

function sameLine(a: LogLine | undefined, b: LogLine | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.bar !== b.bar || a.symbol !== b.symbol || a.message !== b.message) return false;
  const names = Object.keys(a.values);
  if (names.length !== Object.keys(b.values).length) return false;
  return names.every((name) => Object.is(a.values[name], b.values[name]));
}

function earlierBar(a: Place | null, b: Place | null): Place | null {
  if (a === null || b === null) return a ?? b;
  return b.tick < a.tick ? b : a;
}

function earlier(a: LookAheadFinding | null, b: LookAheadFinding | null): LookAheadFinding | null {
  if (a === null || b === null) return a ?? b;
  return b.bar < a.bar ? b : a;
}
