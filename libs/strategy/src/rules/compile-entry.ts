import type { Context, OrderOptions } from '@barline/engine';
import { compileValue, numberOf, type Reader, type Sources, STACK } from './compile-value.js';
import type { RuleDistance, Rules, RuleSize } from './rules.js';

/** 1 for a long entry, -1 for a short one. */
export type Side = 1 | -1;

/** Makes the orders of entries. */
export type Entry = {
  /** Works out the order of this close; false where it cannot be: a price or a size that there is not. */
  readonly prepare: (ctx: Context, side: Side) => boolean;
  /** Places the order that was prepared. */
  readonly place: (ctx: Context, side: Side) => void;
};

type Prepare = (ctx: Context, side: Side, options: Writable, reference: number) => boolean;
type Writable = { -readonly [K in keyof OrderOptions]: OrderOptions[K] };
// The price so far from another, or NaN where there is no such distance.
type Level = (reference: number, direction: Side | number) => number;

const stack = new Float64Array(STACK);

/** Compiles size, entry order, stop, target, trailing stop and time exit. */
export function compileEntry(rules: Rules, sources: Sources): Entry {
  const { params } = sources;
  const steps: Prepare[] = [];
  const options: Writable = {};
  if (rules.size !== undefined) addSize(rules.size, sources, options, steps);
  if (rules.stop !== undefined) addStop(rules.stop, sources, steps);
  if (rules.target !== undefined) addTarget(rules.target, sources, steps);
  if (rules.trail !== undefined) addTrail(rules.trail, sources, options, steps);
  if (rules.exit?.after !== undefined) options.exitAfter = numberOf(rules.exit.after, params);
  const reference = compileReference(rules, sources, options);
  const isPlain = steps.length === 0 && Object.keys(options).length === 0 && !rules.entry.order;
  return {
    prepare(ctx, side) {
      const price = reference(ctx, side);
      if (!isPrice(price)) return false;
      for (let k = 0; k < steps.length; k++) {
        if (!steps[k](ctx, side, options, price)) return false;
      }
      return true;
    },
    place(ctx, side) {
      const given = isPlain ? undefined : options;
      if (side > 0) ctx.buy(given);
      else ctx.sell(given);
    },
  };
}

// The price that distances are measured from: that of a limit or stop of the entry, else the close.
function compileReference(
  { entry: { order } }: Rules,
  sources: Sources,
  options: Writable,
): (ctx: Context, side: Side) => number {
  if (order === undefined) return (ctx) => ctx.bars.close.now;
  options.expires = { bars: order.bars === undefined ? 1 : numberOf(order.bars, sources.params) };
  if ('limit' in order) {
    const level = compileLevel(order.limit, sources);
    return (ctx, side) => (options.limit = level(ctx.bars.close.now, -side));
  }
  const level = compileLevel(order.stop, sources);
  return (ctx, side) => (options.stop = level(ctx.bars.close.now, side));
}

function addSize(size: RuleSize, sources: Sources, options: Writable, steps: Prepare[]): void {
  if ('fraction' in size) options.fraction = numberOf(size.fraction, sources.params);
  else if ('risk' in size) options.risk = numberOf(size.risk, sources.params);
  else {
    const key = 'units' in size ? 'size' : 'cash';
    const read = readerOf('units' in size ? size.units : size.cash, sources);
    steps.push((_ctx, _side, order) => {
      read(stack, 0);
      order[key] = stack[0];
      return isPrice(stack[0]);
    });
  }
}

function addStop(stop: RuleDistance, sources: Sources, steps: Prepare[]): void {
  if (isNone(stop, sources)) return;
  const level = compileLevel(stop, sources);
  steps.push((_ctx, side, order, reference) => {
    const price = level(reference, -side);
    order.sl = price;
    return isPrice(price) && (reference - price) * side > 0;
  });
}

function addTarget(target: RuleDistance, sources: Sources, steps: Prepare[]): void {
  if (isNone(target, sources)) return;
  const level = compileLevel(target, sources);
  steps.push((_ctx, side, order, reference) => {
    const price = level(reference, side);
    order.tp = price;
    return isPrice(price) && (price - reference) * side > 0;
  });
}

function addTrail(
  trail: RuleDistance,
  sources: Sources,
  options: Writable,
  steps: Prepare[],
): void {
  if (isNone(trail, sources)) return;
  if ('fraction' in trail) {
    options.trail_fraction = numberOf(trail.fraction, sources.params);
    return;
  }
  const read = readerOf(trail.distance, sources);
  steps.push((_ctx, side, order, reference) => {
    read(stack, 0);
    order.trail = stack[0];
    return isPrice(stack[0]) && (side < 0 || stack[0] < reference);
  });
}

function compileLevel(distance: RuleDistance, sources: Sources): Level {
  if ('fraction' in distance) {
    const fraction = numberOf(distance.fraction, sources.params);
    return (reference, direction) => reference * (1 + direction * fraction);
  }
  const read = readerOf(distance.distance, sources);
  return (reference, direction) => {
    read(stack, 0);
    return stack[0] > 0 ? reference + direction * stack[0] : NaN;
  };
}

function readerOf(value: Parameters<typeof compileValue>[0], sources: Sources): Reader {
  return compileValue(value, sources).at(0);
}

// A fraction of 0 is none, so that a parameter can turn a stop off.
function isNone(distance: RuleDistance, { params }: Sources): boolean {
  return 'fraction' in distance && numberOf(distance.fraction, params) === 0;
}

function isPrice(value: number): boolean {
  return value > 0 && value < Infinity;
}
