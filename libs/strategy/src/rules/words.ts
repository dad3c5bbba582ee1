import { indicatorRegistry, type IndicatorName } from '@barline/engine';

/** The columns of bars that a rule may name. */
export const COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** A column of bars. */
export type Column = (typeof COLUMNS)[number] | 'time';

/** The operators that join values into one, with the least and most values they take. */
export const ARITHMETIC = { add: [2, 20], mul: [2, 20], sub: [2, 2], div: [2, 2] } as const;

/** The operators that compare two values. */
export const COMPARISONS = ['>', '>=', '<', '<=', 'crosses_above', 'crosses_below'] as const;

/** The operators that look at one value over some bars. */
export const RUNS = ['rising', 'falling'] as const;

/** The operators that join conditions. */
export const JOINTS = ['all', 'any'] as const;

/** What a name of a series or a parameter looks like. */
export const NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** How large rules may be. */
export const MOST = {
  depth: 12,
  terms: 1000,
  series: 50,
  params: 50,
  joined: 50,
  ago: 10_000,
  run: 50,
  after: 1_000_000,
  text: 2000,
} as const;

type Entry = {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly params: readonly {
    readonly name: string;
    readonly default: number;
    readonly min: number;
    readonly max: number;
    readonly integer: boolean;
  }[];
};

/** The engine's indicators by name: inputs, outputs and params with bounds. */
export const indicators: ReadonlyMap<string, Entry> = new Map(
  (Object.keys(indicatorRegistry) as IndicatorName[]).map((name) => [
    name,
    indicatorRegistry[name],
  ]),
);

/** The column that stands for an input of an indicator unless rules say otherwise, or null where there is none that goes without saying. */
export function defaultInput(input: string): Column | null {
  if (input === 'time') return 'time';
  if (input === 'source') return 'close';
  return COLUMNS.find((column) => column === input) ?? null;
}

/** Splits the name of a column, such as `1d:close`, into its timeframe and its column; null when it is no name of a column. */
export function columnName(name: string): { timeframe: string; column: Column } | null {
  const colon = name.indexOf(':');
  const column = COLUMNS.find((each) => each === name.slice(colon + 1));
  return column === undefined ? null : { timeframe: name.slice(0, Math.max(0, colon)), column };
}
