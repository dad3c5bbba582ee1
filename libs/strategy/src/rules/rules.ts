/** A number as rules say it: written out, or the value of one of their parameters. */
export type RuleNumber = number | { readonly param: string };

/** A value at a close: a number, a series by name (`close`, `1d:close`, `fast`, `macd.signal`), a series some of its own bars ago, or what arithmetic makes of values. */
export type RuleValue =
  | RuleNumber
  | string
  | { readonly series: string; readonly ago: RuleNumber }
  | { readonly add: readonly RuleValue[] }
  | { readonly mul: readonly RuleValue[] }
  | { readonly sub: readonly [RuleValue, RuleValue] }
  | { readonly div: readonly [RuleValue, RuleValue] };

type Pair = readonly [RuleValue, RuleValue];
type Run = readonly [RuleValue, RuleNumber];

/** Something that is so or not so at a close. */
export type RuleCondition =
  | { readonly all: readonly RuleCondition[] }
  | { readonly any: readonly RuleCondition[] }
  | { readonly not: RuleCondition }
  | { readonly '>': Pair }
  | { readonly '>=': Pair }
  | { readonly '<': Pair }
  | { readonly '<=': Pair }
  | { readonly crosses_above: Pair }
  | { readonly crosses_below: Pair }
  | { readonly rising: Run }
  | { readonly falling: Run }
  | { readonly param: string; readonly is?: string | number | boolean };

/** A declared parameter; `default`, bounds and texts as the engine has them. */
export type RuleParam =
  | {
      readonly type: 'int' | 'float';
      readonly default: number;
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly title?: string;
      readonly description?: string;
    }
  | {
      readonly type: 'bool';
      readonly default: boolean;
      readonly title?: string;
      readonly description?: string;
    }
  | {
      readonly type: 'choice';
      readonly default: string | number;
      readonly choices: readonly (string | number)[];
      readonly title?: string;
      readonly description?: string;
    };

/** An indicator over columns of bars or over other series. */
export type RuleSeries = {
  readonly indicator: string;
  /** Names of columns or series, in the indicator's order; its own columns unless given. */
  readonly inputs?: readonly string[];
  /** The timeframe of the columns that are named without one. */
  readonly timeframe?: string;
  readonly params?: Readonly<Record<string, RuleNumber>>;
  /** The pane of a chart that shows it; that of the price unless given. */
  readonly pane?: string;
};

/** A distance from a price: a fraction of it, 0 for none, or price units. */
export type RuleDistance = { readonly fraction: RuleNumber } | { readonly distance: RuleValue };

/** How much an entry trades. */
export type RuleSize =
  | { readonly fraction: RuleNumber }
  | { readonly units: RuleValue }
  | { readonly cash: RuleValue }
  | { readonly risk: RuleNumber };

/** An entry that waits for a price: a limit on the better side of the close, or a stop on the worse. */
export type RuleOrder = { readonly bars?: RuleNumber } & (
  { readonly limit: RuleDistance } | { readonly stop: RuleDistance }
);

/** A strategy as data. */
export type Rules = {
  readonly $schema?: string;
  readonly name: string;
  readonly description?: string;
  readonly params?: Readonly<Record<string, RuleParam>>;
  readonly constraint?: RuleCondition;
  readonly series?: Readonly<Record<string, RuleSeries>>;
  readonly entry: {
    readonly long?: RuleCondition;
    readonly short?: RuleCondition;
    readonly order?: RuleOrder;
  };
  readonly exit?: {
    readonly long?: RuleCondition;
    readonly short?: RuleCondition;
    readonly after?: RuleNumber;
    readonly end_of_day?: boolean;
  };
  readonly reverse?: boolean;
  readonly size?: RuleSize;
  readonly stop?: RuleDistance;
  readonly target?: RuleDistance;
  readonly trail?: RuleDistance;
};
