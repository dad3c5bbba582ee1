import { type Fires, fixed, type Test } from './compile-joint.js';
import { type Operand, STACK } from './compile-value.js';

const stack = new Float64Array(STACK);

/** Holds where `a` is above `b`, or also where both are equal. It declares no level: levels are held for long, and looking at each bar then takes less time than going from event to event (half of it, measured with an RSI below 30 or above 55). */
export function comparison(a: Operand, b: Operand, orEqual: boolean): Test {
  if (a.constant !== null && b.constant !== null) {
    return fixed(orEqual ? a.constant >= b.constant : a.constant > b.constant);
  }
  const fires = orEqual
    ? (plainNotBelow(a, b) ?? notBelow(a, b))
    : (plainAbove(a, b) ?? above(a, b));
  return { always: null, fires, cover: null };
}

// What is compared most, in one function each: a series with another or with a number, one of them maybe some bars ago.
function plainAbove(a: Operand, b: Operand): Fires | null {
  if (a.series !== null && b.series !== null) {
    const { series: first, ago: before } = a;
    const { series: second, ago } = b;
    if (before === 0 && ago === 0) return () => first.now > second.now;
    if (before === 0) return () => first.now > second.ago(ago);
    if (ago === 0) return () => first.ago(before) > second.now;
  } else if (a.series !== null && a.ago === 0 && b.constant !== null) {
    const { series } = a;
    const { constant } = b;
    return () => series.now > constant;
  } else if (b.series !== null && b.ago === 0 && a.constant !== null) {
    const { series } = b;
    const { constant } = a;
    return () => series.now < constant;
  }
  return null;
}

function plainNotBelow(a: Operand, b: Operand): Fires | null {
  if (a.series !== null && b.series !== null) {
    const { series: first, ago: before } = a;
    const { series: second, ago } = b;
    if (before === 0 && ago === 0) return () => first.now >= second.now;
    if (before === 0) return () => first.now >= second.ago(ago);
    if (ago === 0) return () => first.ago(before) >= second.now;
  } else if (a.series !== null && a.ago === 0 && b.constant !== null) {
    const { series } = a;
    const { constant } = b;
    return () => series.now >= constant;
  } else if (b.series !== null && b.ago === 0 && a.constant !== null) {
    const { series } = b;
    const { constant } = a;
    return () => series.now <= constant;
  }
  return null;
}

function above(a: Operand, b: Operand): Fires {
  const readA = a.at(0);
  const readB = b.at(0);
  return () => {
    readA(stack, 0);
    readB(stack, 1);
    return stack[0] > stack[1];
  };
}

function notBelow(a: Operand, b: Operand): Fires {
  const readA = a.at(0);
  const readB = b.at(0);
  return () => {
    readA(stack, 0);
    readB(stack, 1);
    return stack[0] >= stack[1];
  };
}
