/** What a strategy may import: the names that its realm gives it, and the types of what it is handed. */
export { bool, choice, float, int } from './params.js';
export type {
  BoolParam,
  ChoiceParam,
  FloatParam,
  IntParam,
  NumberOptions,
  Param,
  Params,
  ParamValues,
  ResolvedParams,
  TextOptions,
} from './params.js';
export { defineStrategy } from './strategy.js';
export type { Scope, Strategy, StrategyDefinition } from './strategy.js';
export * as math from './math.js';
export type {
  BarSeries,
  Context,
  InitContext,
  InitSymbol,
  Log,
  Order,
  OrderChange,
  OrderOptions,
  OrderStatus,
  Position,
  SymbolContext,
  TimeInForce,
  Trade,
} from './context.js';
export type { EventTools, StrategyEvent } from './event.js';
export type { CustomFunction, IndicatorTools, PlotOptions, ScanStep } from './indicator-tools.js';
export type { Comparable, Series } from './series.js';
export type { Timeframe } from './timeframe.js';
