import type { Bars } from '../src/bars.js';
import { type IndicatorName, registry } from '../src/indicators/index.js';
import type { IndicatorCase, IndicatorOracle } from './format.js';
import { close, Difference, exactSum, same, scaleOf } from './tolerance.js';

const TOLERANCE = 1e-9;
// Running sums of squares cancel, and the peer's own last digits are noise there; VAR, CORREL and others of the kind
// keep TA-Lib's sums so closely that they need no more room than the rest.
const LOOSE = /^(BETA|LINEARREG_ANGLE)$/;
const LOOSE_TOLERANCE = 1e-7;
// Sums of volumes are so large that a billionth of them is whole shares.
const MOST = 0.005;

type Entry = {
  readonly taLib?: string;
  readonly inputs: readonly string[];
  readonly params: readonly { readonly name: string; readonly default: number }[];
  readonly outputs: readonly string[];
  readonly taLibOutputs?: readonly string[];
  readonly lookback: (...params: number[]) => number;
  readonly compute: (
    ...args: (Float64Array | number)[]
  ) => Float64Array | Record<string, Float64Array>;
};

/** Throws a {@link Difference} unless the indicator gives every value of the oracle; `index` lists the bars that its outputs are sampled at. */
export function checkIndicator(
  oracle: IndicatorOracle,
  bars: Bars,
  index: readonly number[],
): void {
  const names = Object.keys(registry) as IndicatorName[];
  const name = names.find((each) => (registry[each] as Entry).taLib === oracle.name);
  if (name === undefined) throw new Difference(`no indicator is ${oracle.name}`);
  const entry = registry[name] as unknown as Entry;
  const columns = oracle.inputs.map((input) => columnOf(bars, input));
  same('the number of inputs', columns.length, entry.inputs.length);
  if (oracle.cases.length === 0) throw new Difference('cases is empty: it says nothing');
  for (const each of oracle.cases) checkCase(oracle.name, entry, columns, each, index);
}

function columnOf(bars: Bars, input: string): Float64Array {
  const name = input.toLowerCase();
  if (Object.hasOwn(bars, name)) return bars[name as keyof Bars];
  throw new Difference(`unknown input ${input}`);
}

function checkCase(
  name: string,
  entry: Entry,
  columns: Float64Array[],
  each: IndicatorCase,
  index: readonly number[],
): void {
  const what = `${name}(${Object.values(each.params).join(', ')})`;
  const params = paramsOf(entry, each.params, what);
  same(`${what} lookback`, entry.lookback(...params), each.lookback);
  const result = entry.compute(...columns, ...params);
  const tolerance = LOOSE.test(name) ? LOOSE_TOLERANCE : TOLERANCE;
  const wanted = Object.keys(each.outputs);
  const names = entry.taLibOutputs ?? entry.outputs;
  same(`${what}: the number of outputs`, names.length, wanted.length);
  same(`${what} full_series_stats`, wanted.join(), Object.keys(each.full_series_stats).join());
  wanted.forEach((output, k) => {
    // Names that are not the registry's are taken in its order.
    const at = names.includes(output) ? names.indexOf(output) : k;
    const values = ArrayBuffer.isView(result) ? result : result[entry.outputs[at]];
    const label = wanted.length > 1 ? `${what}.${output}` : what;
    checkOutput(label, values as Float64Array, each, output, index, tolerance);
  });
}

function paramsOf(entry: Entry, given: Record<string, number>, what: string): number[] {
  const values = Object.values(given);
  const known = entry.params.map((param) => param.name);
  const byName = Object.keys(given).every((name) => known.includes(name));
  if (byName) return entry.params.map((param) => given[param.name] ?? param.default);
  if (values.length === entry.params.length) return values;
  throw new Difference(`${what}: its parameters are ${known.join(', ')}`);
}

function checkOutput(
  what: string,
  values: Float64Array,
  each: IndicatorCase,
  output: string,
  index: readonly number[],
  tolerance: number,
): void {
  const want = each.outputs[output];
  same(`${what}: the number of samples`, want.length, index.length);
  const scale = scaleOf(want);
  index.forEach((bar, k) => {
    if (bar < each.lookback) same(`${what}[${bar}]`, orNull(values[bar]), want[k]);
    else close(`${what}[${bar}]`, values[bar], want[k], within(tolerance, want[k]), scale);
  });
  const { count, fsum, min, max } = each.full_series_stats[output];
  const known = values.filter((value) => !Number.isNaN(value));
  same(`${what} count`, known.length, count);
  if (min === null || max === null) {
    same(`${what}: the values without a range`, known.length, 0);
    return;
  }
  const extreme = Math.max(Math.abs(min), Math.abs(max));
  close(`${what} sum`, exactSum(known), fsum, tolerance, extreme);
  const low = known.reduce((best, value) => Math.min(best, value), Infinity);
  const high = known.reduce((best, value) => Math.max(best, value), -Infinity);
  close(`${what} min`, low, min, within(tolerance, min), extreme * 1e-6);
  close(`${what} max`, high, max, within(tolerance, max), extreme * 1e-6);
}

function within(tolerance: number, value: number | null): number {
  return Math.min(tolerance, MOST / Math.abs(value ?? 0));
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
