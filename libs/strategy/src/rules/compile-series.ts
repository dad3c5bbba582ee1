import type { BarSeries, InitContext, Series, Timeframe } from '@barline/engine';
import { numberOf, type Sources } from './compile-value.js';
import type { Rules, RuleSeries } from './rules.js';
import { columnName, defaultInput, indicators } from './words.js';

/** Makes the declared series, those first of which others are made, and finds series by the names that rules give them. */
export function compileSeries({ series = {} }: Rules, ctx: InitContext): Sources['series'] {
  const made = new Map<string, Series>();
  const find = (name: string): Series => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const column = columnName(name);
    if (column !== null) return barsOf(ctx, column.timeframe)[column.column];
    const [owner] = name.split('.');
    if (!Object.hasOwn(series, owner)) throw new RangeError(`There is no series ${name}.`);
    make(owner, series[owner], ctx, made, find);
    return find(name);
  };
  for (const name of Object.keys(series)) {
    if (!made.has(name) && !made.has(`${name}.${firstOutput(series[name])}`)) {
      make(name, series[name], ctx, made, find);
    }
  }
  return find;
}

function make(
  name: string,
  { indicator, inputs, timeframe = '', params = {}, pane }: RuleSeries,
  ctx: InitContext,
  made: Map<string, Series>,
  find: (name: string) => Series,
): void {
  const entry = indicators.get(indicator);
  if (entry === undefined) throw new RangeError(`There is no indicator ${indicator}.`);
  const bars = barsOf(ctx, timeframe);
  const sources = entry.inputs.map((input, k) => {
    const named = inputs?.[k] ?? defaultInput(input) ?? input;
    if (named === 'time') return bars.time;
    const column = columnName(named);
    return column !== null && column.timeframe === '' ? bars[column.column] : find(named);
  });
  const numbers = entry.params.map((param) =>
    Object.hasOwn(params, param.name) ? numberOf(params[param.name], ctx.params) : param.default,
  );
  const plot = { name, ...(pane === undefined ? {} : { pane }) };
  const tool: (...args: never) => unknown = ctx.indicator[indicator as keyof typeof ctx.indicator];
  const result: unknown = Reflect.apply(tool, undefined, [...sources, ...numbers, plot]);
  if (entry.outputs.length === 1) made.set(name, result as Series);
  else {
    for (const [output, one] of Object.entries(result as Record<string, Series>)) {
      made.set(`${name}.${output}`, one);
    }
  }
}

function firstOutput({ indicator }: RuleSeries): string {
  return indicators.get(indicator)?.outputs[0] ?? '';
}

function barsOf({ bars, timeframe: of }: InitContext, timeframe: string): BarSeries {
  return timeframe === '' ? bars : of(timeframe as Timeframe);
}
