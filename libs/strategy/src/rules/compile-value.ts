import type { ResolvedParams, Series } from '@barline/engine';
import type { RuleNumber, RuleValue } from './rules.js';

/** Where rules get their series and the values of their parameters from. */
export type Sources = {
  readonly params: ResolvedParams;
  readonly series: (name: string) => Series;
};

/** Writes a value to the stack at an index and uses only what lies above it: a number that a function returns would be an object on the heap for every bar. */
export type Reader = (stack: Float64Array, at: number) => void;

/** A value made ready to be read bar by bar. */
export type Operand = {
  /** The value where it is the same at every close, else null. */
  readonly constant: number | null;
  /** The series where the value is that of one, else null. */
  readonly series: Series | null;
  /** The number of own bars by which the value of the series is back. */
  readonly ago: number;
  /** Reads the value as it was so many of its series' own bars ago. */
  readonly at: (shift: number) => Reader;
};

/** The value of a number or of the parameter that stands for it. */
export function numberOf(value: RuleNumber, params: ResolvedParams): number {
  return typeof value === 'number' ? value : Number(params[value.param]);
}

/** Compiles a value. */
export function compileValue(value: RuleValue, sources: Sources): Operand {
  if (typeof value === 'number') return constant(value);
  if (typeof value === 'string') return ofSeries(sources.series(value), 0);
  if ('param' in value) return constant(numberOf(value, sources.params));
  if ('series' in value) {
    return ofSeries(sources.series(value.series), numberOf(value.ago, sources.params));
  }
  const all = (values: readonly RuleValue[]) => values.map((each) => compileValue(each, sources));
  if ('add' in value) return joined(all(value.add), (stack, at) => (stack[at] += stack[at + 1]));
  if ('mul' in value) return joined(all(value.mul), (stack, at) => (stack[at] *= stack[at + 1]));
  if ('sub' in value) return joined(all(value.sub), (stack, at) => (stack[at] -= stack[at + 1]));
  return joined(all(value.div), (stack, at) => (stack[at] /= stack[at + 1]));
}

function constant(value: number): Operand {
  const read: Reader = (stack, at) => {
    stack[at] = value;
  };
  return { constant: value, series: null, ago: 0, at: () => read };
}

function ofSeries(series: Series, ago: number): Operand {
  return {
    constant: null,
    series,
    ago,
    at: (shift) => {
      const back = ago + shift;
      if (back === 0) {
        return (stack, at) => {
          stack[at] = series.now;
        };
      }
      return (stack, at) => {
        stack[at] = series.ago(back);
      };
    },
  };
}

// From left to right: each value is read beside the result so far, and `join` makes one of both.
function joined(operands: readonly Operand[], join: Reader): Operand {
  const at = (shift: number): Reader => {
    const [first, ...rest] = operands.map((operand) => operand.at(shift));
    if (rest.length === 1) {
      const [second] = rest;
      return (stack, at) => {
        first(stack, at);
        second(stack, at + 1);
        join(stack, at);
      };
    }
    return (stack, at) => {
      first(stack, at);
      for (let k = 0; k < rest.length; k++) {
        rest[k](stack, at + 1);
        join(stack, at);
      }
    };
  };
  if (operands.some((operand) => operand.constant === null)) {
    return { constant: null, series: null, ago: 0, at };
  }
  const stack = new Float64Array(STACK);
  at(0)(stack, 0);
  return constant(stack[0]);
}

/** The length of a stack that every value fits on: each level of nesting takes one place more. */
export const STACK = 32;
