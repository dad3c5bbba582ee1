import { resolveConfig, type Problem as EngineProblem, type RunConfig } from '@app/engine';
import { parseTime, text, TIME_TEXT, type Problem } from '@app/platform';
import { problemText } from '@app/strategy';
import { type FundingChoice, fundingProblems } from './run-funding.js';

/** Is what a client asks of a run, under the names of the wire. */
export interface RunRequest {
  strategy_name: string;
  strategy_version?: number | 'latest' | null;
  params?: Record<string, unknown> | null;
  symbol?: string;
  symbols?: string[];
  timeframe: string;
  start_date: string | number;
  end_date: string | number;
  priority?: number | null;
  [option: string]: unknown;
}

/** Maps the options of a run on the wire to those of the engine. */
export const ENGINE_OPTIONS = {
  initial_capital: 'initialCapital',
  commission: 'commission',
  slippage: 'slippage',
  spread: 'spread',
  leverage: 'leverage',
  margin_mode: 'marginMode',
  maintenance_margin: 'maintenanceMargin',
  liquidation_fee: 'liquidationFee',
  funding: 'funding',
  borrow_rate: 'borrowRate',
  lot_size: 'lotSize',
  tick_size: 'tickSize',
  min_notional: 'minNotional',
  max_volume_share: 'maxVolumeShare',
  limit_fill: 'limitFill',
  fill_at: 'fillAt',
  hedging: 'hedging',
  exclusive_orders: 'exclusiveOrders',
  fractional_unit: 'fractionalUnit',
  finalize_trades: 'finalizeTrades',
  warm_up: 'warmUp',
  protections: 'protections',
  execution_profile: 'executionProfile',
  detail_timeframe: 'detailTimeframe',
  bounds: 'bounds',
  checks: 'checks',
  benchmark: 'benchmark',
  risk_free: 'riskFree',
  seed: 'seed',
} as const satisfies Record<string, keyof RunConfig>;

const MOST_CHARACTERS = 100;

// The engine also reads formulas, for other programs' results; over the wire "0.001" would be 0.001 money a fill.
const COMMISSION_PROBLEM: Problem = {
  field: 'commission',
  problem: text(
    'must be a number, { fixed, relative } or { maker, taker }',
    '必须是数字、{ fixed, relative } 或 { maker, taker }',
  ),
};

/** Reads the engine's options out of a request, or finds every problem of them. */
export function engineConfig(request: RunRequest): RunConfig | Problem[] {
  const input: Partial<Record<keyof RunConfig, unknown>> = {};
  for (const [name, option] of Object.entries(ENGINE_OPTIONS)) {
    if (request[name] !== undefined) input[option] = withCamelNames(request[name]);
  }
  if (typeof input.commission === 'string') return [COMMISSION_PROBLEM];
  const funding = fundingProblems(request.funding, symbolsOf(request), request.execution_profile);
  const resolved = resolveConfig({ ...input, funding: paysFunding(request.funding) });
  if ('config' in resolved && funding.length === 0) return resolved.config;
  const problems = 'problems' in resolved ? resolved.problems : [];
  return [...problems.map((problem) => optionProblem(problem)), ...funding];
}

/** Lists the symbols of a request, as they were sent. */
export function symbolsOf({ symbol, symbols }: RunRequest): string[] {
  return symbols ?? (symbol ? [symbol] : []);
}

/** Reads the time (epoch ms) as of which a run reads its data, undefined for now; or finds what is wrong with it. */
export function asOfTime({ data_as_of }: RunRequest): number | undefined | Problem[] {
  if (data_as_of === undefined || data_as_of === null) return undefined;
  return parseTime(data_as_of) ?? [{ field: 'data_as_of', problem: TIME_TEXT }];
}

/** Shows the options that say which data a run reads: whose funding rates, and as of when. */
export function dataView(
  { funding }: RunRequest,
  asOfMs: number | undefined,
): { funding: FundingChoice; data_as_of: string | null } {
  return {
    funding: (funding as FundingChoice | undefined) ?? false,
    data_as_of: asOfMs === undefined ? null : new Date(asOfMs).toISOString(),
  };
}

/** Shows an engine's configuration under the names of the wire. */
export function configView(config: RunConfig): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ENGINE_OPTIONS).map(([name, option]) => [name, withSnakeNames(config[option])]),
  );
}

function optionProblem(problem: EngineProblem): Problem {
  const values = Object.fromEntries(
    Object.entries(problem.values).map(([name, value]) => [name, shortened(value)]),
  );
  // The nearest name is the engine's, and stands on the wire in another form.
  if (typeof values.nearest === 'string') values.nearest = snakeName(values.nearest);
  return { field: snakeName(problem.field), problem: problemText(problem), values };
}

// What a client sent is told back to it only in part when it is long.
function shortened(value: string | number): string | number {
  if (typeof value !== 'string' || value.length <= MOST_CHARACTERS) return value;
  return `${value.slice(0, MOST_CHARACTERS)}…`;
}

/** Reads the engine's options back out of a stored configuration. */
export function engineConfigOf(stored: Record<string, unknown>): Partial<RunConfig> {
  const config: Partial<RunConfig> = Object.fromEntries(
    Object.entries(ENGINE_OPTIONS).map(([name, option]) => [option, withCamelNames(stored[name])]),
  );
  return { ...config, funding: paysFunding(stored.funding) };
}

// The engine is only told whether funding is paid; whose rates they are is a matter of what is loaded.
function paysFunding(choice: unknown): boolean {
  return choice !== undefined && choice !== false;
}

function snakeName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camelName(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

// Options that are objects, such as protections, carry names of their own inside.
function withCamelNames(value: unknown): unknown {
  return renamed(value, camelName);
}

function withSnakeNames(value: unknown): unknown {
  return renamed(value, snakeName);
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [rename(name), renamed(part, rename)]),
  );
}
