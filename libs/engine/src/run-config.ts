import type { Timeframe } from './timeframe.js';

/** A fee: a ratio of the traded value, a fixed sum plus a ratio, other ratios for makers and takers, or an expression of size and price. */
export type Commission =
  number | string | { fixed: number; relative: number } | { maker: number; taker: number };

/** How far takers are pushed: not, by money per unit, by a ratio of the price, or by `value × (size / volume)²` of it. */
export type Slippage = { type: 'none' | 'fixed' | 'percent' | 'volume'; value: number };

/** What stops new entries for a while; bars are the symbol's own. */
export type Protections = {
  /** Bars without an entry after a trade closed. */
  cooldownBars?: number;
  /** After `trades` stop losses within `lookbackBars`, no entry for `pauseBars`. */
  stopLossGuard?: { trades: number; lookbackBars: number; pauseBars: number };
  /** While the drawdown is at or beyond this fraction, no entry for `pauseBars`. */
  drawdownHalt?: { fraction: number; pauseBars: number };
  maxOpenTrades?: number;
};

/** Which program's rules a run follows. */
export type ExecutionProfile = 'default' | 'backtesting.py';

/** Everything that shapes a run besides strategy, parameters and data; ratios are fractions, money is quote currency. */
export type RunConfig = {
  initialCapital: number;
  commission: Commission;
  slippage: Slippage;
  /** Full ask minus bid as a fraction of the price. */
  spread: number;
  leverage: number;
  marginMode: 'isolated' | 'cross';
  maintenanceMargin: number;
  liquidationFee: number;
  /** Whether imported funding rates are paid. */
  funding: boolean;
  /** Yearly interest on what is borrowed. */
  borrowRate: number;
  /** Null takes the symbol's setting, else 1e-8. */
  lotSize: number | null;
  tickSize: number | null;
  minNotional: number | null;
  /** The largest part of a bar's volume that one bar may fill, or null. */
  maxVolumeShare: number | null;
  limitFill: 'touch' | 'through';
  fillAt: 'next_open' | 'close';
  hedging: boolean;
  exclusiveOrders: boolean;
  fractionalUnit: number | null;
  finalizeTrades: boolean;
  /** 'auto' loads what the lookbacks need, a number that many bars, 'none' no bar before the start. */
  warmUp: 'auto' | 'none' | number;
  protections: Protections | null;
  executionProfile: ExecutionProfile;
  detailTimeframe: Timeframe | null;
  bounds: boolean;
  checks: readonly ('look_ahead' | 'warm_up')[];
  /** A symbol to compare with, or null for buy and hold of the traded ones. */
  benchmark: string | null;
  /** Yearly, as a fraction. */
  riskFree: number;
  seed: number;
};

/** The configuration of a run that says nothing. */
export const DEFAULT_CONFIG: RunConfig = Object.freeze({
  initialCapital: 10_000,
  commission: 0,
  slippage: Object.freeze({ type: 'none', value: 0 } as const),
  spread: 0,
  leverage: 1,
  marginMode: 'isolated',
  maintenanceMargin: 0,
  liquidationFee: 0,
  funding: true,
  borrowRate: 0,
  lotSize: null,
  tickSize: null,
  minNotional: null,
  maxVolumeShare: null,
  limitFill: 'touch',
  fillAt: 'next_open',
  hedging: false,
  exclusiveOrders: false,
  fractionalUnit: null,
  finalizeTrades: true,
  warmUp: 'auto',
  protections: null,
  executionProfile: 'default',
  detailTimeframe: null,
  bounds: false,
  checks: Object.freeze([]),
  benchmark: null,
  riskFree: 0,
  seed: 1,
});
