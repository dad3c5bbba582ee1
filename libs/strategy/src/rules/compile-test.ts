import type { Comparable, StrategyEvent } from '@barline/engine';
import { type Fires, fixed, type Test } from './compile-joint.js';
import { type Operand, STACK } from './compile-value.js';

// Conditions are looked at one after another and never within one another, so one stack does for all.
const stack = new Float64Array(STACK);

/** Holds where `a` crosses above `b`: it was below on the bar before and is above now. Negated, where there are values enough to say that it does not. */
export function crossing(a: Operand, b: Operand, negated: boolean): Test {
  if (a.constant !== null && b.constant !== null) return fixed(negated);
  const readers = [a.at(0), b.at(0), a.at(1), b.at(1)];
  const read = () => {
    for (let k = 0; k < readers.length; k++) readers[k](stack, k);
  };
  if (negated) {
    const fires = () => {
      read();
      return areNumbers(4) && !isCross();
    };
    return { always: null, fires, cover: null };
  }
  const first = comparable(a);
  const second = comparable(b);
  if (first !== null && second !== null) {
    const fires: Fires = (ctx) => ctx.crossover(first, second);
    return { always: null, fires, cover: [crossEvent(first, second)] };
  }
  const fires = () => {
    read();
    return isCross();
  };
  return { always: null, fires, cover: null };
}

/** Holds where a value rose, or fell, on each of so many bars. Negated, where it did not on one of them. */
export function run(value: Operand, bars: number, direction: 1 | -1, negated: boolean): Test {
  if (value.constant !== null) return fixed(negated);
  const readers = Array.from({ length: bars + 1 }, (_, k) => value.at(k));
  const fires = () => {
    let holds = true;
    readers[0](stack, 0);
    for (let k = 1; k < readers.length; k++) {
      readers[k](stack, 1);
      if (!areNumbers(2)) return false;
      holds &&= (stack[0] - stack[1]) * direction > 0;
      stack[0] = stack[1];
    }
    return holds !== negated;
  };
  return { always: null, fires, cover: null };
}

function crossEvent(a: Comparable, b: Comparable): StrategyEvent {
  if (typeof a !== 'number') return { kind: 'cross', a, b, direction: 1 };
  if (typeof b !== 'number') return { kind: 'cross', a: b, b: a, direction: -1 };
  throw new TypeError('Two numbers never cross.');
}

// Of two values now and the same two on the bar before.
function isCross(): boolean {
  return stack[0] > stack[1] && stack[2] < stack[3];
}

function comparable({ constant, series, ago }: Operand): Comparable | null {
  return constant ?? (ago === 0 ? series : null);
}

function areNumbers(count: number): boolean {
  for (let k = 0; k < count; k++) if (Number.isNaN(stack[k])) return false;
  return true;
}
