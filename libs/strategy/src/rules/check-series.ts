import { isTimeframe } from '@barline/engine';
import { checkNumber, type Scope } from './check-number.js';
import { checkSeriesName } from './check-value.js';
import { isRecord, keyOf, type Path } from './findings.js';
import { entryOf } from './series-names.js';
import { columnName, defaultInput, indicators, MOST } from './words.js';

const KEYS = ['indicator', 'inputs', 'timeframe', 'params', 'pane'];

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
    findings.unknown(keyOf(path, 'indicator'), 'unknown-indicator', indicator, [
      ...indicators.keys(),
    ]);
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
      findings.add(at, 'missing-inputs', { inputs: names });
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
  if (seen.size > 1) findings.add(at, 'mixed-timeframes');
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
    if (param === undefined) findings.unknown(at, 'unknown-indicator-param', name, names);
    else {
      const { min, max, integer: whole } = param;
      checkNumber(scope, value[name], at, { min, max, whole });
    }
  }
}
