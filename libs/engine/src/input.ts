import { resolveConfig } from './config.js';
import type { RunControl } from './control.js';
import { keysOf, refuseUnknown } from './known-keys.js';
import type { MarketData } from './market-data.js';
import type { ResolvedParams } from './params.js';
import { resolveParams } from './params-schema.js';
import { throwFirst } from './problem.js';
import type { RunConfig } from './run-config.js';
import type { RunMemory } from './run-memory.js';
import type { HeldSeries } from './statistics/benchmark.js';
import type { Strategy } from './strategy.js';

/** All that one run needs. */
export type BacktestInput = {
  strategy: Strategy;
  params?: Record<string, unknown>;
  data: readonly MarketData[];
  config?: Partial<RunConfig>;
  /** The bars of the configured benchmark, whose name alone the engine cannot load. */
  benchmark?: HeldSeries;
  control?: RunControl;
  /** Memory of an earlier run to use again. */
  memory?: RunMemory;
};

const RUN_KEYS = keysOf<BacktestInput>({
  strategy: true,
  params: true,
  data: true,
  config: true,
  benchmark: true,
  control: true,
  memory: true,
});

/** Throws a RangeError for a key of a run's input that there is not; `more` are those that a caller takes besides. */
export function checkKeys(input: object, noun: string, more: readonly string[] = []): void {
  refuseUnknown(input, [...RUN_KEYS, ...more], noun);
}

/** Throws a RangeError where a benchmark is named whose bars are not given: the comparison would silently be with another. */
export function checkBenchmark(config: RunConfig, benchmark: HeldSeries | undefined): void {
  if (config.benchmark === null || benchmark !== undefined) return;
  throw new RangeError(
    `The benchmark ${config.benchmark} has no bars: give its { time, close } as benchmark of the input.`,
  );
}

/** The resolved configuration of an input; throws a RangeError with every problem of it. */
export function configOf(input: Partial<RunConfig> | undefined): RunConfig {
  const resolved = resolveConfig(input ?? {});
  if ('config' in resolved) return resolved.config;
  throwFirst(resolved.problems);
  throw new RangeError('The configuration is not valid.');
}

/** The resolved parameters of an input; throws a RangeError with every problem of them. */
export function paramsOf(
  strategy: Strategy,
  input: Record<string, unknown> | undefined,
): ResolvedParams {
  const resolved = resolveParams(strategy, input ?? {});
  if ('params' in resolved) return resolved.params;
  throwFirst(resolved.problems);
  throw new RangeError('The parameters are not valid.');
}
