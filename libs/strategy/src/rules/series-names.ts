import type { Scope } from './check-number.js';
import { type Findings, isRecord, keyOf } from './findings.js';
import { columnName, COLUMNS, indicators, MOST, NAME } from './words.js';

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
    findings.add('series', 'too-many', { max: MOST.series, got: names.length });
    return { series, outputs };
  }
  const reserved: readonly string[] = [...COLUMNS, 'time'];
  for (const name of names) {
    const path = keyOf('series', name);
    if (!NAME.test(name)) {
      findings.add(path, 'bad-name');
    } else if (reserved.includes(name)) {
      findings.add(path, 'taken-name');
    } else if (isCircular(value, name)) {
      findings.add(path, 'circular-series', { name });
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

/** The registered indicator of a declared series. */
export function entryOf(value: unknown) {
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
