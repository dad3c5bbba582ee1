import type { IndicatorTools, PlotOptions, ScanStep } from './indicator-tools.js';
import { registry, type IndicatorName } from './indicators/index.js';
import { computeIn, type SpareColumns } from './indicators/spare-columns.js';
import { checkName } from './name-rules.js';
import { suggestion } from './names.js';
import { type Clock, opened, Series } from './series.js';
import { zoneOffset } from './session.js';

/** An indicator that a strategy made in `init`. */
export type MadeIndicator = {
  readonly label: string;
  readonly clock: Clock;
  readonly outputs: readonly { name: string | null; column: Float64Array }[];
  readonly plot: PlotOptions;
};

/** Keeps computed indicators, so that runs over the same columns compute each only once. */
export type IndicatorCache = Map<string, Float64Array | Record<string, Float64Array>>;

// A sandbox takes it from strategies, and so from what runs beside them.
const OwnProxy = Proxy;
const SPECIAL = ['custom', 'scan'];

type AnyIndicator = {
  readonly inputs: readonly string[];
  readonly params: readonly { readonly name: string; readonly default: number }[];
  readonly outputs: readonly string[];
  readonly compute: (
    ...args: (Float64Array | number)[]
  ) => Float64Array | Record<string, Float64Array>;
};

/** Makes indicators over series and remembers what it made. */
export class IndicatorSet {
  readonly made: MadeIndicator[] = [];
  readonly tools: IndicatorTools;
  readonly #cache: IndicatorCache | null;
  readonly #numbers: Map<Float64Array, number> | null;
  readonly #spare: SpareColumns | null;

  constructor(
    cache: IndicatorCache | null,
    numbers: Map<Float64Array, number> | null,
    spare: SpareColumns | null,
  ) {
    this.#cache = cache;
    this.#numbers = numbers;
    this.#spare = spare;
    const own = { custom: this.#custom.bind(this), scan: this.#scan.bind(this) };
    this.tools = new OwnProxy(own, {
      get: (target, name) => {
        if (typeof name !== 'string') return undefined;
        if (Object.hasOwn(target, name)) return target[name as keyof typeof target];
        if (Object.hasOwn(registry, name)) {
          return (...args: unknown[]) => this.#registered(name as IndicatorName, args);
        }
        const known = [...Object.keys(registry), ...SPECIAL];
        throw new TypeError(`Unknown indicator ${name}.${suggestion(name, known)}`);
      },
    }) as unknown as IndicatorTools;
  }

  #registered(name: IndicatorName, args: unknown[]): Series | Record<string, Series> {
    const entry = registry[name] as unknown as AnyIndicator;
    const plot = takeOptions(args);
    const inputs = entry.inputs.map((input, k) => asSeries(args[k], `${name}: ${input}`));
    const clock = sameClock(inputs, name);
    if (args.length > entry.inputs.length + entry.params.length) {
      throw new TypeError(
        `${name} takes ${entry.inputs.length} series and ${entry.params.length} numbers, got ${args.length} values.`,
      );
    }
    const numbers = entry.params.map((param, k) => {
      const value = args[entry.inputs.length + k] ?? param.default;
      if (typeof value === 'number') return value;
      throw new TypeError(`${name}: ${param.name} must be a number, got ${typeof value}.`);
    });
    const columns = inputs.map((series) => opened(series).column);
    const compute = () => entry.compute(...inSession(entry, columns, clock), ...numbers);
    const result = this.#cached(name, columns, numbers, compute);
    const label = numbers.length === 0 ? name : `${name}(${numbers.join(', ')})`;
    return this.#keep(label, clock, result, entry.outputs, plot);
  }

  #cached(
    name: string,
    columns: Float64Array[],
    numbers: number[],
    compute: () => Float64Array | Record<string, Float64Array>,
  ): Float64Array | Record<string, Float64Array> {
    const cache = this.#cache;
    const ids = this.#numbers;
    if (cache === null || ids === null) {
      return computeIn(this.#spare, compute);
    }
    const keys = columns.map((column) => {
      const id = ids.get(column) ?? ids.size;
      ids.set(column, id);
      return id;
    });
    const key = `${name}|${keys.join(',')}|${numbers.join(',')}`;
    let result = cache.get(key);
    if (result === undefined) {
      result = compute();
      cache.set(key, result);
    }
    return result;
  }

  #keep(
    label: string,
    clock: Clock,
    result: Float64Array | Record<string, Float64Array>,
    outputs: readonly string[],
    plot: PlotOptions,
  ): Series | Record<string, Series> {
    if (ArrayBuffer.isView(result)) {
      this.made.push({ label, clock, outputs: [{ name: null, column: result }], plot });
      return new Series(result, clock);
    }
    const columns = outputs.map((name) => ({ name, column: result[name] }));
    this.made.push({ label, clock, outputs: columns, plot });
    return Object.fromEntries(columns.map(({ name, column }) => [name, new Series(column, clock)]));
  }

  #custom(
    compute: (columns: Float64Array[], ...args: unknown[]) => Float64Array | number[],
    inputs: readonly Series[],
    ...args: unknown[]
  ): Series {
    const plot = takeOptions(args);
    const series = inputs.map((input, k) => asSeries(input, `custom: input ${k}`));
    const clock = sameClock(series, 'custom');
    const copies = series.map((each) => opened(each).column.slice());
    const { length } = copies[0];
    const values = Float64Array.from(compute(copies, ...args));
    if (values.length !== length) {
      throw new RangeError(`custom: ${values.length} values for ${length} bars.`);
    }
    const label = compute.name || 'custom';
    checkName('the name of a custom indicator', label);
    return this.#keep(label, clock, values, [], plot) as Series;
  }

  #scan<S>(inputs: readonly Series[], state: S, step: ScanStep<S>, options?: PlotOptions): Series {
    const series = inputs.map((input, k) => asSeries(input, `scan: input ${k}`));
    const clock = sameClock(series, 'scan');
    const columns = series.map((each) => opened(each).column);
    const values = new Float64Array(columns[0].length);
    for (let i = 0; i < values.length; i++) {
      values[i] = step(
        columns.map((column) => column[i]),
        state,
      );
    }
    return this.#keep(step.name || 'scan', clock, values, [], options ?? {}) as Series;
  }
}

// Times as the clocks of the session's zone show them, for what starts anew with each of its days.
function inSession(
  { inputs }: AnyIndicator,
  columns: readonly Float64Array[],
  { settings }: Clock,
): readonly Float64Array[] {
  if (!settings.sessionOffsets || !inputs.includes('time')) return columns;
  return columns.map((column, k) =>
    inputs[k] === 'time' ? column.map((time) => time + zoneOffset(settings, time)) : column,
  );
}

function takeOptions(args: unknown[]): PlotOptions {
  const last = args.at(-1);
  if (typeof last !== 'object' || last === null || Series.is(last)) return {};
  const known = ['name', 'pane', 'color', 'plot'];
  for (const key of Object.keys(last)) {
    if (known.includes(key)) continue;
    throw new TypeError(`Unknown plot option ${key}.${suggestion(key, known)}`);
  }
  const options = last as PlotOptions;
  for (const key of ['name', 'pane', 'color'] as const) {
    if (options[key] !== undefined) checkName(key, options[key]);
  }
  args.pop();
  return options;
}

function asSeries(value: unknown, what: string): Series {
  if (Series.is(value)) return value;
  throw new TypeError(`${what} must be a series, got ${typeof value}.`);
}

function sameClock(series: readonly Series[], what: string): Clock {
  if (series.length === 0) throw new TypeError(`${what} needs at least one series.`);
  const { clock } = opened(series[0]);
  for (const each of series) {
    if (opened(each).clock.grid === clock.grid) continue;
    throw new TypeError(`${what}: its series belong to different symbols or timeframes.`);
  }
  return clock;
}
