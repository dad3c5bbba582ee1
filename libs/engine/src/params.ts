import { suggestion, nearestName } from './names.js';
import type { Problem } from './problem.js';

/** Bounds, step and texts of a number parameter. */
export type NumberOptions = {
  min?: number;
  max?: number;
  step?: number;
  title?: string;
  description?: string;
};

/** Texts of a parameter that has no bounds. */
export type TextOptions = { title?: string; description?: string };

/** A whole-number parameter. */
export type IntParam = NumberOptions & { readonly kind: 'int'; readonly default: number };
/** A real-number parameter. */
export type FloatParam = NumberOptions & { readonly kind: 'float'; readonly default: number };
/** A yes-or-no parameter. */
export type BoolParam = TextOptions & { readonly kind: 'bool'; readonly default: boolean };
/** A parameter that is one of a few strings or numbers. */
export type ChoiceParam<T extends string | number = string | number> = TextOptions & {
  readonly kind: 'choice';
  readonly default: T;
  readonly choices: readonly T[];
};

/** Any parameter. */
export type Param = IntParam | FloatParam | BoolParam | ChoiceParam;
/** The declared parameters of a strategy by name. */
export type Params = Readonly<Record<string, Param>>;
/** The type of one parameter's value. */
export type ParamValue<P> = P extends { kind: 'choice'; choices: readonly (infer T)[] }
  ? T
  : P extends { kind: 'bool' }
    ? boolean
    : number;
/** The values of declared parameters by name. */
export type ParamValues<P> = { readonly [K in keyof P]: ParamValue<P[K]> };
/** Resolved values, when the declaration's type is not known. */
export type ResolvedParams = Readonly<Record<string, string | number | boolean>>;

/** Declares a whole-number parameter; throws a RangeError when its default breaks its own bounds. */
export function int(value: number, options: NumberOptions = {}): IntParam {
  return checked({ ...options, kind: 'int', default: value });
}

/** Declares a real-number parameter; throws a RangeError when its default breaks its own bounds. */
export function float(value: number, options: NumberOptions = {}): FloatParam {
  return checked({ ...options, kind: 'float', default: value });
}

/** Declares a yes-or-no parameter. */
export function bool(value: boolean, options: TextOptions = {}): BoolParam {
  return checked({ ...options, kind: 'bool', default: value });
}

/** Declares a parameter that is one of `choices`; throws a RangeError when the default is none of them. */
export function choice<const T extends string | number>(
  value: NoInfer<T>,
  choices: readonly T[],
  options: TextOptions = {},
): ChoiceParam<T> {
  return checked({ ...options, kind: 'choice', default: value, choices });
}

/** What is wrong with `value` as the value of `param`, or null. */
export function paramProblem(field: string, param: Param, value: unknown): Problem | null {
  if (param.kind === 'bool') {
    return typeof value === 'boolean' ? null : wrongType(field, 'true or false', value);
  }
  if (param.kind === 'choice') return choiceProblem(field, param, value);
  const whole = param.kind === 'int';
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return wrongType(field, whole ? 'a whole number' : 'a number', value);
  }
  return rangeProblem(field, param, value);
}

/** The problem of a name that is not declared, with the nearest declared one when it is near enough. */
export function unknownName(
  field: string,
  known: readonly string[],
  code = 'unknown-param',
  noun = 'parameter',
): Problem {
  const nearest = nearestName(field, known);
  return {
    field,
    code,
    values: nearest === null ? { name: field } : { name: field, nearest },
    message: `Unknown ${noun} ${field}.${suggestion(field, known)}`,
  };
}

function checked<P extends Param>(param: P): P {
  if ('step' in param && param.step !== undefined && !(param.step > 0)) {
    throw new RangeError(`step must be above 0, got ${param.step}.`);
  }
  const problem = paramProblem('default', param, param.default);
  if (problem !== null) throw new RangeError(problem.message);
  return Object.freeze(param);
}

function wrongType(field: string, wanted: string, value: unknown): Problem {
  const other = Array.isArray(value) ? 'a list' : typeof value;
  const got = typeof value === 'number' ? String(value) : value === null ? 'null' : other;
  return {
    field,
    code: 'wrong-type',
    values: { wanted, got },
    message: `${field} must be ${wanted}, got ${got}.`,
  };
}

function choiceProblem(field: string, param: ChoiceParam, value: unknown): Problem | null {
  if (param.choices.some((each) => each === value)) return null;
  const choices = param.choices.join(', ');
  return {
    field,
    code: 'not-a-choice',
    values: { choices, got: String(value) },
    message: `${field} must be one of ${choices}, got ${String(value)}.`,
  };
}

function rangeProblem(field: string, param: NumberOptions, value: number): Problem | null {
  const { min, max, step } = param;
  if (min !== undefined && value < min) {
    const message = `${field} must be at least ${min}, got ${value}.`;
    return { field, code: 'too-small', values: { min, got: value }, message };
  }
  if (max !== undefined && value > max) {
    const message = `${field} must be at most ${max}, got ${value}.`;
    return { field, code: 'too-large', values: { max, got: value }, message };
  }
  if (step !== undefined && Math.abs(value / step - Math.round(value / step)) > 1e-9) {
    const message = `${field} must be a multiple of ${step}, got ${value}.`;
    return { field, code: 'not-a-multiple', values: { step, got: value }, message };
  }
  return null;
}
