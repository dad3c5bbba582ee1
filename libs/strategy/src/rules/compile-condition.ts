import type { ResolvedParams } from '@barline/engine';
import { all, any, fixed, type Test } from './compile-joint.js';
import { comparison } from './compile-comparison.js';
import { crossing, run } from './compile-test.js';
import { compileValue, numberOf, type Operand, type Sources } from './compile-value.js';
import type { RuleCondition, RuleValue } from './rules.js';

/**
 * Compiles a condition. It holds where it is true beyond doubt: a comparison with a value that
 * there is not (NaN) is neither true nor false, and `not` leaves it so. Hence `not` moves inwards,
 * down to the comparisons, each of which becomes its opposite.
 */
export function compileCondition(
  condition: RuleCondition,
  sources: Sources,
  negated = false,
): Test {
  const each = (conditions: readonly RuleCondition[]) =>
    conditions.map((one) => compileCondition(one, sources, negated));
  if ('all' in condition) return (negated ? any : all)(each(condition.all));
  if ('any' in condition) return (negated ? all : any)(each(condition.any));
  if ('not' in condition) return compileCondition(condition.not, sources, !negated);
  if ('param' in condition) {
    const { param, is = true } = condition;
    return fixed((sources.params[param] === is) !== negated);
  }
  return compileTest(condition, sources, negated);
}

/** Whether a condition about parameters alone holds. */
export function holds(condition: RuleCondition, params: ResolvedParams): boolean {
  return compileCondition(condition, { params, series: noSeries }).always === true;
}

function noSeries(name: string): never {
  throw new RangeError(`There is no series ${name} here.`);
}

type Joint = { all: unknown } | { any: unknown } | { not: unknown } | { param: unknown };
type Comparison = Exclude<RuleCondition, Joint>;

function compileTest(condition: Comparison, sources: Sources, negated: boolean): Test {
  const pair = ([a, b]: readonly [RuleValue, RuleValue]): [Operand, Operand] => [
    compileValue(a, sources),
    compileValue(b, sources),
  ];
  if ('>' in condition) {
    const [a, b] = pair(condition['>']);
    return negated ? comparison(b, a, true) : comparison(a, b, false);
  }
  if ('>=' in condition) {
    const [a, b] = pair(condition['>=']);
    return negated ? comparison(b, a, false) : comparison(a, b, true);
  }
  if ('<' in condition) {
    const [a, b] = pair(condition['<']);
    return negated ? comparison(a, b, true) : comparison(b, a, false);
  }
  if ('<=' in condition) {
    const [a, b] = pair(condition['<=']);
    return negated ? comparison(a, b, false) : comparison(b, a, true);
  }
  if ('crosses_above' in condition) {
    const [a, b] = pair(condition.crosses_above);
    return crossing(a, b, negated);
  }
  if ('crosses_below' in condition) {
    const [a, b] = pair(condition.crosses_below);
    return crossing(b, a, negated);
  }
  const [value, bars] = 'rising' in condition ? condition.rising : condition.falling;
  const direction = 'rising' in condition ? 1 : -1;
  return run(compileValue(value, sources), numberOf(bars, sources.params), direction, negated);
}
