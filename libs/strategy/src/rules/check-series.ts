import { isTimeframe } from '@barline/engine';
import { checkNumber, type Scope } from './check-number.js';
import { checkSeriesName } from './check-value.js';
import { type Findings, isRecord, keyOf, type Path } from './findings.js';
import { columnName, COLUMNS, defaultInput, indicators, MOST, NAME } from './words.js';

const KEYS = ['indicator', 'inputs', 'timeframe', 'params', 'pane'];

/** The names by which conditions may name series: each with its timeframe, and the series with several outputs. */
export type SeriesNames = Pick<Scope, 'series' | 'outputs'>;

/** Finds the names of the declared series; adds bad names and series that are made of one another. */
export function seriesNames(findings: Findings, value: unknown): SeriesNames {
  const series = new Map<string, string>();
  const outputs = new Map<string, readonly string[]>();
  if (value !== undefined && !isRecord(value)) {
    findings.wrongType('series', 'an object of series by name', value);
  }
  if (!isRecord(value)) return { series, outputs };
  const names = Object.keys(value);
  if (names.length > MOST.series) {
    findings.add('series', 'too-many', `must be at most ${MOST.series}, got ${names.length}`);
    return { series, outputs };
  }
  const reserved: readonly string[] = [...COLUMNS, 'time'];
  for (const name of names) {
    const path = keyOf('series', name);
    if (!NAME.test(name)) {
      findings.add(path, 'bad-name', 'must be named by a letter, then letters, digits or _');
    } else if (reserved.includes(name)) {
      findings.add(path, 'bad-name', 'has the name of a column of the bars');
    } else if (isCircular(value, name)) {
      findings.add(path, 'circular-series', 'is made of itself', { name });
    }
    const entry = entryOf(value[name]);
    const timeframe = timeframeOf(value, name, new Set());
    if (entry !== undefined && entry.outputs.length > 1) {
      outputs.set(name, entry.outputs);
      for (const output of entry.outputs) series.set(`${name}.${output}`, timeframe);
    } else series.set(name, timeframe);
  }
  return { series, outputs };
}

/** Checks the declared series: indicators, inputs and params. */
export function checkSeries(scope: Scope, value: unknown): void {
  if (!isRecord(value) || Object.keys(value).length > MOST.series) return;
  for (const name of Object.keys(value)) checkOne(scope, value[name], keyOf('series', name));
}

function checkOne(scope: Scope, value: unknown, path: Path): void {
  const { findings } = scope;
  if (!isRecord(value)) {
    findings.wrongType(path, 'an object with indicator', value);
    return;
  }
  findings.object(value, path, KEYS);
  const { indicator, pane, timeframe } = value;
  if (pane !== undefined) findings.text(pane, keyOf(path, 'pane'), 40, 1);
  if (timeframe !== undefined && !isTimeframe(timeframe)) {
    findings.wrongType(keyOf(path, 'timeframe'), 'a timeframe such as 1d', timeframe);
  }
  const entry = entryOf(value);
  if (entry !== undefined) {
    checkInputs(scope, value, path, entry.inputs);
    checkIndicatorParams(scope, value.params, keyOf(path, 'params'), entry.params);
  } else if (typeof indicator === 'string') {
    findings.unknown(keyOf(path, 'indicator'), 'indicator', indicator, [...indicators.keys()]);
  } else findings.wrongType(keyOf(path, 'indicator'), 'the name of an indicator', indicator);
}

function checkInputs(
  scope: Scope,
  { inputs, timeframe = '' }: Readonly<Record<string, unknown>>,
  path: Path,
  wanted: readonly string[],
): void {
  const { findings } = scope;
  const at = keyOf(path, 'inputs');
  const names = `${wanted.length} (${wanted.join(', ')})`;
  if (inputs === undefined) {
    if (wanted.some((input) => defaultInput(input) === null)) {
      findings.add(at, 'missing', `must be given: the names of ${names}`, { inputs: names });
    }
    return;
  }
  if (!Array.isArray(inputs) || inputs.length !== wanted.length) {
    findings.wrongType(at, `a list of names of series: ${names}`, inputs);
    return;
  }
  const seen = new Set<string>();
  inputs.forEach((input: unknown, k) => {
    if (input === 'time') seen.add(String(timeframe));
    else if (typeof input === 'string') {
      const own = checkSeriesName(scope, input, keyOf(at, k));
      const isPlain = columnName(input)?.timeframe === '';
      if (own !== null) seen.add(isPlain ? String(timeframe) : own);
    } else findings.wrongType(keyOf(at, k), 'a name of a series', input);
  });
  if (seen.size > 1) findings.add(at, 'mixed-timeframes', 'must all be of one timeframe');
}

function checkIndicatorParams(
  scope: Scope,
  value: unknown,
  path: Path,
  known: readonly { name: string; min: number; max: number; integer: boolean }[],
): void {
  if (value === undefined) return;
  const { findings } = scope;
  if (!isRecord(value)) {
    findings.wrongType(path, 'an object of params by name', value);
    return;
  }
  const names = known.map(({ name }) => name);
  for (const name of Object.keys(value)) {
    const param = known.find((each) => each.name === name);
    const at = keyOf(path, name);
    if (param === undefined) findings.unknown(at, 'indicator param', name, names);
    else {
      const { min, max, integer: whole } = param;
      checkNumber(scope, value[name], at, { min, max, whole });
    }
  }
}

function entryOf(value: unknown) {
  if (!isRecord(value) || typeof value.indicator !== 'string') return undefined;
  return indicators.get(value.indicator);
}

// The series that a series takes as inputs, outputs taken for their owners.
function sourcesOf(all: Readonly<Record<string, unknown>>, name: string): string[] {
  const one = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!isRecord(one) || !Array.isArray(one.inputs)) return [];
  const names = one.inputs.filter((input) => typeof input === 'string');
  return names.map((input) => input.split('.')[0]).filter((input) => Object.hasOwn(all, input));
}

function isCircular(all: Readonly<Record<string, unknown>>, name: string): boolean {
  const seen = new Set<string>();
  const open = sourcesOf(all, name);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...sourcesOf(all, next));
  }
  return false;
}

// The timeframe of a series' bars, empty for that of the run: that of its first input.
function timeframeOf(
  all: Readonly<Record<string, unknown>>,
  name: string,
  seen: Set<string>,
): string {
  const one = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!isRecord(one) || seen.has(name)) return '';
  seen.add(name);
  const own = typeof one.timeframe === 'string' ? one.timeframe : '';
  const first: unknown = Array.isArray(one.inputs) ? one.inputs[0] : undefined;
  if (typeof first !== 'string' || first === 'time') return own;
  const column = columnName(first);
  if (column !== null) return column.timeframe || own;
  return timeframeOf(all, first.split('.')[0], seen);
}
