export * from './authoring.js';
export { runBacktest } from './backtest.js';
export { BAR_COLUMNS, type BarColumn, type Bars, sliceBars } from './bars.js';
export { civilDate, DAY_MS, dayNumber, isoTime } from './calendar.js';
export { columnsHash, dataHash, type Hasher } from './canonical.js';
export { resolveConfig } from './config.js';
export type { BacktestInput } from './input.js';
export { EXIT_REASONS } from './codes.js';
export type { RunControl } from './control.js';
export { type IndicatorName, registry as indicatorRegistry } from './indicators/index.js';
export { lookbackOf, type LookbackScope } from './lookback.js';
export {
  checkLookAhead,
  type CheckInput,
  type LookAheadFinding,
  type LookAheadVerdict,
} from './look-ahead.js';
export type { SymbolSettings } from './market.js';
export type { MarketData } from './market-data.js';
export { type Declaration, type JsonSchema, paramsSchema, resolveParams } from './params-schema.js';
export type { Problem } from './problem.js';
export { Random } from './random.js';
export { resample, type ResampleOptions } from './resample.js';
export { type BuiltGrid, builtGrid, isMovedBySession } from './built-grid.js';
export { isOfDays } from './session.js';
export type {
  BacktestOutcome,
  BacktestResult,
  Bounds,
  BoundsRun,
  Breakdown,
  BreakdownRow,
  ChartSeries,
  LogLine,
  Manifest,
  OrderCounts,
  OrderRow,
  OrderTable,
  Statistics,
  StoppedRun,
  TradeRow,
  TradeTable,
  Warning,
} from './result.js';
export { resultHash } from './result-hash.js';
export {
  type Commission,
  DEFAULT_CONFIG,
  type ExecutionProfile,
  type Protections,
  type RunConfig,
  type Slippage,
} from './run-config.js';
export { RunMemory } from './run-memory.js';
export { isStrategy } from './strategy.js';
export { StrategyError, type StrategyPhase } from './strategy-error.js';
export { sweep, type SweepResult, type SweepSlice } from './sweep.js';
export { syntheticBars } from './synthetic.js';
export { orderAt, orderRows, tradeAt, tradeRows } from './tables.js';
export {
  closeTimeOf,
  isTimeframe,
  nextOpenTime,
  openTimeAt,
  timeframeMs,
  TIMEFRAMES,
} from './timeframe.js';
export { checkWarmUp, type WarmUpDrift, type WarmUpVerdict } from './warm-up.js';
export { compressSha256, SHA256_START } from './sha256-block.js';
export { V8_FLAGS } from './v8-flags.js';
export { ENGINE_VERSION } from './version.js';
