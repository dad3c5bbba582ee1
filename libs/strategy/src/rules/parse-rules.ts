import type { Param, Problem, ResolvedParams } from '@barline/engine';
import { checkCondition } from './check-condition.js';
import { checkNumber, type Scope } from './check-number.js';
import { checkEntryOrder, checkOrders } from './check-orders.js';
import { checkParams } from './check-params.js';
import { checkSeries } from './check-series.js';
import { holds } from './compile-condition.js';
import { Findings, isRecord, keyOf } from './findings.js';
import type { RuleCondition, Rules } from './rules.js';
import { isStrategyName } from '../strategy-name.js';
import { seriesNames } from './series-names.js';
import { MOST } from './words.js';

const KEYS = [
  '$schema',
  'name',
  'description',
  'params',
  'constraint',
  'series',
  'entry',
  'exit',
  'reverse',
  'size',
  'stop',
  'target',
  'trail',
];

/** Reads rules, or tells every problem that they have at once. */
export function parseRules(value: unknown): { rules: Rules } | { problems: Problem[] } {
  const problems = problemsOf(value, null);
  return problems.length > 0 ? { problems } : { rules: value as Rules };
}

/** Reads the JSON of rules that were checked when they were stored. */
export function readRules(source: string): Rules {
  return JSON.parse(source) as Rules;
}

/** Every problem of rules with these values of their parameters, or with the defaults. */
export function problemsOf(value: unknown, given: ResolvedParams | null): Problem[] {
  const findings = new Findings();
  if (!isRecord(value)) {
    findings.wrongType('', 'an object', value);
    return findings.problems;
  }
  findings.object(value, '', KEYS);
  checkName(findings, value.name);
  if (value.description !== undefined) findings.text(value.description, 'description', MOST.text);
  if (value.$schema !== undefined) findings.text(value.$schema, '$schema', MOST.text);
  const params = checkParams(findings, value.params);
  const names = seriesNames(findings, value.series);
  const scope = {
    findings,
    params,
    values: valuesOf(params, given),
    ...names,
    columns: true,
    terms: 0,
  };
  checkSeries(scope, value.series);
  checkEntry(scope, value.entry);
  checkExit(scope, value.exit, value.entry);
  checkOrders(scope, value);
  if (value.reverse !== undefined && typeof value.reverse !== 'boolean') {
    findings.wrongType('reverse', 'true or false', value.reverse);
  }
  if (value.constraint !== undefined) checkConstraint(scope, value.constraint);
  return findings.problems;
}

function checkName(findings: Findings, name: unknown): void {
  if (typeof name !== 'string') findings.wrongType('name', 'a text', name);
  else if (!isStrategyName(name)) findings.add('name', 'bad-strategy-name');
}

function valuesOf(
  params: ReadonlyMap<string, Param>,
  given: ResolvedParams | null,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, param] of params) values.set(name, given?.[name] ?? param.default);
  return values;
}

function checkEntry(scope: Scope, value: unknown): void {
  const { findings } = scope;
  const entry = findings.object(value, 'entry', ['long', 'short', 'order']);
  if (entry === null) return;
  if (entry.long === undefined && entry.short === undefined) {
    findings.add('entry', 'missing-side');
  }
  for (const side of ['long', 'short']) {
    if (entry[side] !== undefined) checkCondition(scope, entry[side], keyOf('entry', side));
  }
  if (entry.order !== undefined) checkEntryOrder(scope, entry.order, 'entry.order');
}

function checkExit(scope: Scope, value: unknown, entry: unknown): void {
  if (value === undefined) return;
  const { findings } = scope;
  const exit = findings.object(value, 'exit', ['long', 'short', 'after', 'end_of_day']);
  if (exit === null) return;
  for (const side of ['long', 'short']) {
    if (exit[side] === undefined) continue;
    const path = keyOf('exit', side);
    checkCondition(scope, exit[side], path);
    if (isRecord(entry) && entry[side] === undefined) {
      findings.add(path, 'no-entry', { side });
    }
  }
  if (exit.after !== undefined) {
    const range = { min: 1, max: MOST.after, whole: true };
    checkNumber(scope, exit.after, 'exit.after', range);
  }
  if (exit.end_of_day !== undefined && typeof exit.end_of_day !== 'boolean') {
    findings.wrongType('exit.end_of_day', 'true or false', exit.end_of_day);
  }
}

// A constraint is about parameters alone, so no series is known to it.
function checkConstraint(scope: Scope, value: unknown): void {
  const { findings, values } = scope;
  const before = findings.problems.length;
  const bare: Scope = { ...scope, series: new Map(), outputs: new Map(), columns: false };
  checkCondition(bare, value, 'constraint');
  if (findings.problems.length > before) return;
  const params = Object.fromEntries(values) as ResolvedParams;
  if (holds(value as RuleCondition, params)) return;
  const given = [...values].map(([name, got]) => `${name} = ${String(got)}`).join(', ');
  findings.add('constraint', 'constraint-failed', { params: given });
}
