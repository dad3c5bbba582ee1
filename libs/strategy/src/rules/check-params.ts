import { bool, choice, float, int, type Param, type Params } from '@barline/engine';
import { type Findings, isRecord, keyOf, type Path } from './findings.js';
import type { RuleParam } from './rules.js';
import { MOST, NAME } from './words.js';

const TYPES = ['int', 'float', 'bool', 'choice'];
const TEXTS = ['title', 'description'] as const;
const BOUNDS = ['min', 'max', 'step'] as const;

/** Checks the declared parameters and returns those that are fine. */
export function checkParams(findings: Findings, value: unknown): Map<string, Param> {
  const params = new Map<string, Param>();
  if (value === undefined) return params;
  if (!isRecord(value)) {
    findings.wrongType('params', 'an object of parameters by name', value);
    return params;
  }
  const names = Object.keys(value);
  if (names.length > MOST.params) {
    findings.add('params', 'too-many', { max: MOST.params, got: names.length });
    return params;
  }
  for (const name of names) {
    const path = keyOf('params', name);
    if (!NAME.test(name)) {
      findings.add(path, 'bad-name');
      continue;
    }
    const param = checkParam(findings, value[name], path);
    if (param !== null) params.set(name, param);
  }
  return params;
}

/** The engine's declarations of the parameters of rules that were checked. */
export function engineParams(params: Readonly<Record<string, RuleParam>> = {}): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, declared(param)] as const),
  );
}

function declared(param: RuleParam): Param {
  if (param.type === 'bool') return bool(param.default, textsOf(param));
  if (param.type === 'choice') return choice(param.default, param.choices, textsOf(param));
  const { type, default: value, ...options } = param;
  return type === 'int' ? int(value, options) : float(value, options);
}

function textsOf({ title, description }: RuleParam): { title?: string; description?: string } {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

function checkParam(findings: Findings, value: unknown, path: Path): Param | null {
  if (!isRecord(value)) return findings.wrongType(path, 'a parameter', value);
  const { type } = value;
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    return findings.wrongType(keyOf(path, 'type'), `one of ${TYPES.join(', ')}`, type);
  }
  const own = type === 'choice' ? ['choices'] : type === 'bool' ? [] : BOUNDS;
  const known = ['type', 'default', ...own, ...TEXTS];
  const before = findings.problems.length;
  findings.object(value, path, known);
  for (const key of TEXTS) {
    if (value[key] !== undefined) findings.text(value[key], keyOf(path, key), MOST.text);
  }
  for (const key of own) {
    if (key === 'choices') checkChoices(findings, value.choices, keyOf(path, key));
    else if (value[key] !== undefined && !Number.isFinite(value[key])) {
      findings.wrongType(keyOf(path, key), 'a number', value[key]);
    }
  }
  if (findings.problems.length > before) return null;
  try {
    return declared(value as RuleParam);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return findings.add(keyOf(path, 'default'), 'bad-default', { reason });
  }
}

function checkChoices(findings: Findings, value: unknown, path: Path): void {
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST.joined) {
    if (value.every(isChoice) && new Set(value).size === value.length) return;
  }
  const wanted = `a list of 1 to ${MOST.joined} different texts or numbers`;
  findings.wrongType(path, wanted, value);
}

function isChoice(value: unknown): boolean {
  return typeof value === 'string' || Number.isFinite(value);
}
