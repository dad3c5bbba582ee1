import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { makeBars } from './fixtures/bars.js';
import { agrees, exactSum, largest } from './fixtures/compare.js';
import { computeIndicator, registry, type IndicatorName } from './registry.js';

interface Golden {
  source: string;
  bars: number;
  cases: {
    name: string;
    inputs: string[];
    params: number[];
    lookback: number;
    outputs: { count: number; fsum: number; bars: number[]; values: number[] }[];
  }[];
}

interface Oracle {
  name: string;
  inputs: string[];
  cases: {
    params: Record<string, number>;
    lookback: number;
    outputs: Record<string, (number | null)[]>;
    full_series_stats: Record<string, { count: number; fsum: number; min: number; max: number }>;
  }[];
}

const LOOSE = /^(VAR|STDDEV|BBANDS|CORREL|BETA|LINEARREG.*)$/;
const oracles = new URL('../../../../../shared/oracles/', import.meta.url);
const byTaLib = new Map<string, IndicatorName>();
for (const name of Object.keys(registry) as IndicatorName[]) {
  const { taLib } = registry[name];
  if (taLib) byTaLib.set(taLib, name);
}

function read<T>(url: URL): T {
  return JSON.parse(readFileSync(url, 'utf8')) as T;
}

function named(taLib: string): IndicatorName {
  const name = byTaLib.get(taLib);
  if (!name) throw new Error(`no indicator for ${taLib}`);
  return name;
}

function toleranceOf(taLib: string): number {
  return LOOSE.test(taLib) ? 1e-7 : 1e-9;
}

function expectValue(actual: number, expected: number, taLib: string, floor: number, what: string) {
  if (!agrees(actual, expected, toleranceOf(taLib), floor))
    throw new Error(`${taLib} ${what}: ${actual} instead of ${expected}`);
}

function lookbackOf(name: IndicatorName, params: number[]): number {
  return (registry[name].lookback as (...values: number[]) => number)(...params);
}

function expectSum(output: Float64Array, count: number, fsum: number, taLib: string): void {
  expect(output.filter((value) => !Number.isNaN(value)).length).toBe(count);
  expectValue(exactSum(output), fsum, taLib, 1e-6 * count * largest(output), 'sum');
}

const golden = read<Golden>(new URL('./fixtures/ta-lib.json', import.meta.url));

describe(`made-up bars against ${golden.source}`, () => {
  const bars = makeBars(golden.bars);
  it.each(golden.cases.map((test) => [test.name, test.params.join(', '), test] as const))(
    'agrees on %s(%s)',
    (taLib, _, test) => {
      const name = named(taLib);
      expect(lookbackOf(name, test.params)).toBe(test.lookback);
      const columns = test.inputs.map((input) => bars[input]);
      const outputs = computeIndicator(name, columns, test.params);
      outputs.forEach((output, o) => {
        const { count, fsum, bars: at, values } = test.outputs[o];
        const floor = 1e-6 * largest(output);
        at.forEach((bar, i) => expectValue(output[bar], values[i], taLib, floor, `bar ${bar}`));
        expectSum(output, count, fsum, taLib);
      });
    },
  );
});

describe('market bars against the oracles', () => {
  if (!existsSync(oracles)) {
    it(`is NOT CHECKED: there is no folder ${oracles.pathname}`, () => {
      process.stderr.write(`golden.spec.ts: no oracles in ${oracles.pathname}, none compared\n`);
    });
    return;
  }

  const { index } = read<{ index: number[] }>(new URL('indicators/_index.json', oracles));
  const bars = readBars(new URL('data/GOOG.csv', oracles));
  const files = readdirSync(new URL('indicators/', oracles)).filter((file) => /^[A-Z]/.test(file));

  it.each(files)('agrees on every case of %s', (file) => {
    const oracle = read<Oracle>(new URL(`indicators/${file}`, oracles));
    const name = named(oracle.name);
    const entry = registry[name];
    const labels: readonly string[] =
      'taLibOutputs' in entry ? (entry.taLibOutputs ?? entry.outputs) : entry.outputs;
    for (const test of oracle.cases) {
      const params = entry.params.map((param) => test.params[param.name]);
      expect(Object.keys(test.params)).toHaveLength(params.length);
      expect(lookbackOf(name, params)).toBe(test.lookback);
      const columns = oracle.inputs.map((input) => bars[input]);
      const outputs = computeIndicator(name, columns, params);
      expect(Object.keys(test.outputs)).toEqual(labels);
      outputs.forEach((output, o) => {
        const values = test.outputs[labels[o]];
        const floor = 1e-6 * largest(output);
        index.forEach((bar, i) =>
          expectValue(output[bar], values[i] ?? NaN, oracle.name, floor, `bar ${bar}`),
        );
        const stats = test.full_series_stats[labels[o]];
        expectSum(output, stats.count, stats.fsum, oracle.name);
        const numbers = output.filter((value) => !Number.isNaN(value));
        const min = numbers.reduce((low, value) => Math.min(low, value), Infinity);
        const max = numbers.reduce((high, value) => Math.max(high, value), -Infinity);
        expectValue(min, stats.min, oracle.name, floor, 'minimum');
        expectValue(max, stats.max, oracle.name, floor, 'maximum');
      });
    }
  });
});

function readBars(url: URL): Record<string, Float64Array> {
  const rows = readFileSync(url, 'utf8').trim().split('\n').slice(1);
  const cells = rows.map((row) => row.split(',').map(Number));
  const column = (c: number) => Float64Array.from(cells, (row) => row[c]);
  return { open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5) };
}
