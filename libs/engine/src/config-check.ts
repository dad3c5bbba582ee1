import { isExpression } from './expression.js';
import { paramProblem, unknownName, type NumberOptions, type Param } from './params.js';
import type { Problem } from './problem.js';
import type { RunConfig } from './run-config.js';
import { TIMEFRAMES } from './timeframe.js';

type Check = (field: string, value: unknown) => Problem | null;

/** The check of every field of a run's configuration. */
export const CHECKS: { readonly [K in keyof RunConfig]: Check } = {
  initialCapital: number({ min: 1e-9, max: 1e15 }),
  commission: checkCommission,
  slippage: checkSlippage,
  spread: number({ min: 0, max: 1 }),
  leverage: number({ min: 1, max: 1000 }),
  marginMode: oneOf('isolated', 'cross'),
  maintenanceMargin: number({ min: 0, max: 0.99 }),
  liquidationFee: number({ min: 0, max: 0.99 }),
  funding: yesNo,
  borrowRate: number({ min: 0, max: 100 }),
  lotSize: nullable(number({ min: 1e-18 })),
  tickSize: nullable(number({ min: 1e-18 })),
  minNotional: nullable(number({ min: 0 })),
  maxVolumeShare: nullable(number({ min: 1e-12, max: 1 })),
  limitFill: oneOf('touch', 'through'),
  fillAt: oneOf('next_open', 'close'),
  hedging: yesNo,
  exclusiveOrders: yesNo,
  fractionalUnit: nullable(number({ min: 1e-18 })),
  finalizeTrades: yesNo,
  warmUp: (field, value) =>
    typeof value === 'number'
      ? whole({ min: 0 })(field, value)
      : oneOf('auto', 'none')(field, value),
  protections: nullable(checkProtections),
  executionProfile: oneOf('default', 'backtesting.py'),
  detailTimeframe: nullable(oneOf(...TIMEFRAMES)),
  bounds: yesNo,
  checks: checkChecks,
  benchmark: nullable(text),
  riskFree: number({ min: -1, max: 10 }),
  seed: whole({ min: 0, max: 0xffffffff }),
};

/** What is wrong with `value` as a configuration's `field`, or null. */
export function checkField(field: keyof RunConfig, value: unknown): Problem | null {
  return CHECKS[field](field, value);
}

function number(options: NumberOptions): Check {
  return (field, value) => paramProblem(field, { kind: 'float', default: 0, ...options }, value);
}

function whole(options: NumberOptions): Check {
  return (field, value) => paramProblem(field, { kind: 'int', default: 0, ...options }, value);
}

function oneOf(...choices: readonly string[]): Check {
  const param: Param = { kind: 'choice', default: choices[0], choices };
  return (field, value) => paramProblem(field, param, value);
}

function nullable(check: Check): Check {
  return (field, value) => (value === null ? null : check(field, value));
}

function yesNo(field: string, value: unknown): Problem | null {
  return paramProblem(field, { kind: 'bool', default: false }, value);
}

function text(field: string, value: unknown): Problem | null {
  return typeof value === 'string' && value !== '' ? null : wrong(field, 'a symbol', value);
}

function wrong(field: string, wanted: string, value: unknown): Problem {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  const message = `${field} must be ${wanted}, got ${got}.`;
  return { field, code: 'wrong-type', values: { wanted, got }, message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Checks a record whose fields are known: those of `required` must be there, others may not.
function fields(
  field: string,
  value: unknown,
  checks: Record<string, Check>,
  required: readonly string[],
): Problem | null {
  if (!isRecord(value)) return wrong(field, 'an object', value);
  for (const [name, each] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : null;
    if (check === null) {
      const unknown = unknownName(name, Object.keys(checks), 'unknown-option', 'option');
      return { ...unknown, field: `${field}.${name}` };
    }
    const problem = each === undefined ? null : check(`${field}.${name}`, each);
    if (problem !== null) return problem;
  }
  for (const name of required) {
    if (value[name] === undefined) return wrong(`${field}.${name}`, 'given', null);
  }
  return null;
}

function checkCommission(field: string, value: unknown): Problem | null {
  const ratio = number({ min: -0.5, max: 0.5 });
  if (typeof value === 'string') {
    if (isExpression(value)) return null;
    const message = `${field} is no expression of size and price: ${value}.`;
    return { field, code: 'bad-expression', values: { got: value }, message };
  }
  if (!isRecord(value)) return ratio(field, value);
  if ('maker' in value || 'taker' in value) {
    return fields(field, value, { maker: ratio, taker: ratio }, ['maker', 'taker']);
  }
  return fields(field, value, { fixed: number({}), relative: ratio }, ['fixed', 'relative']);
}

function checkSlippage(field: string, value: unknown): Problem | null {
  const checks = { type: oneOf('none', 'fixed', 'percent', 'volume'), value: number({ min: 0 }) };
  const problem = fields(field, value, checks, ['type']);
  if (problem !== null) return problem;
  const { type, value: amount } = value as { type: string; value?: number };
  if (type !== 'none' && amount === undefined) return wrong(`${field}.value`, 'given', null);
  // Nobody is pushed by more than the whole price.
  return type === 'percent' ? number({ min: 0, max: 1 })(`${field}.value`, amount) : null;
}

function checkProtections(field: string, value: unknown): Problem | null {
  const count = whole({ min: 0 });
  const some = whole({ min: 1 });
  const guard = { trades: some, lookbackBars: some, pauseBars: some };
  const halt = { fraction: number({ min: 0, max: 1 }), pauseBars: some };
  return fields(
    field,
    value,
    {
      cooldownBars: count,
      stopLossGuard: (name, each) => fields(name, each, guard, Object.keys(guard)),
      drawdownHalt: (name, each) => fields(name, each, halt, Object.keys(halt)),
      maxOpenTrades: count,
    },
    [],
  );
}

function checkChecks(field: string, value: unknown): Problem | null {
  if (!Array.isArray(value)) return wrong(field, 'a list', value);
  const check = oneOf('look_ahead', 'warm_up');
  for (const each of value) {
    const problem = check(field, each);
    if (problem !== null) return problem;
  }
  return null;
}
