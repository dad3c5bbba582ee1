import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isTimeframe } from '@app/engine';
import {
  AppError,
  parseRange,
  platformErrors,
  settings,
  text,
  type Actor,
  type Problem,
  type Settings,
  type TimeRange,
} from '@app/platform';
import { type ResolvedStrategy, strategyErrors, StrategyService } from '@app/strategy';
import type { Backtest } from './backtest.entity.js';
import { backtestErrors } from './backtest.errors.js';
import { BacktestJobs } from './backtest.job.js';
import { BacktestRepository } from './backtest.repository.js';
import { RunDataService } from './run-data.service.js';
import { fundingSources } from './run-funding.js';
import {
  asOfTime,
  configView,
  dataView,
  engineConfig,
  type RunRequest,
  symbolsOf,
} from './run-request.js';

const DAY_MS = 86_400_000;

/** Creates runs: checks all that can be known before the bars are read, stores the row, then queues it. */
@Injectable()
export class RunCreationService {
  constructor(
    private readonly repository: BacktestRepository,
    private readonly jobs: BacktestJobs,
    private readonly strategies: StrategyService,
    private readonly data: RunDataService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Stores and queues a run; the same idempotency key and body give the run that they gave before. */
  async create(actor: Actor, request: RunRequest, idempotencyKey?: string): Promise<Backtest> {
    const { range, symbols, timeframe, config, asOfMs } = checkRequest(request);
    const { strategy_name, strategy_version, params, priority } = request;
    const strategy = await this.strategies.resolve(
      actor,
      strategy_name,
      versionNumber(strategy_version),
      params ?? {},
    );
    this.assertSpan(range);
    const funding = fundingSources(request.funding, symbols);
    const symbolField = request.symbols === undefined ? 'symbol' : 'symbols';
    const needs = { symbols, symbolField, timeframe, range, config, funding, asOfMs } as const;
    await this.data.assertThere(needs);
    const inserted = await this.repository.insert({
      id: randomUUID(),
      userId: actor.id,
      strategyName: strategy.name,
      strategyVersion: strategy.version,
      strategyVersionId: strategy.versionId,
      symbols,
      timeframe,
      priority: priority ?? 0,
      config: {
        strategy_name: strategy.name,
        strategy_version: strategy.version,
        strategy_hash: strategy.hash,
        params: strategy.params,
        symbols,
        timeframe,
        start_date: new Date(range.startMs).toISOString(),
        end_date: new Date(range.endMs).toISOString(),
        ...configView(config),
        ...dataView(request, asOfMs),
        priority: priority ?? 0,
        symbol_settings: await this.data.settingsOf(symbols),
      },
      idempotencyKey: idempotencyKey ?? null,
      requestHash: idempotencyKey ? hashOf(request) : null,
    });
    if (!inserted) throw versionGone(strategy);
    const { run, isNew } = inserted;
    if (isNew) await this.jobs.add(run.id, run.priority);
    else assertSameRequest(run, request);
    return run;
  }

  private assertSpan({ startMs, endMs }: TimeRange): void {
    const days = Math.ceil((endMs - startMs) / DAY_MS);
    const limit = this.settings.MAX_BACKTEST_DURATION_DAYS;
    if (days > limit) {
      throw new AppError(backtestErrors['backtest/too-long'], {
        values: { days, limit },
        details: [{ field: 'end_date', problem: TOO_LATE }],
      });
    }
  }
}

function checkRequest(request: RunRequest) {
  const range = parseRange(request.start_date, request.end_date);
  const config = engineConfig(request);
  const symbols = symbolsOf(request);
  const { timeframe } = request;
  const asOfMs = asOfTime(request);
  const problems: Problem[] = [
    ...symbolProblems(request),
    ...(isTimeframe(timeframe) ? [] : [TIMEFRAME_PROBLEM]),
    ...(Array.isArray(range) ? range : []),
    ...(Array.isArray(config) ? config : []),
    ...(Array.isArray(asOfMs) ? asOfMs : []),
  ];
  if (
    problems.length > 0 ||
    Array.isArray(range) ||
    Array.isArray(config) ||
    Array.isArray(asOfMs) ||
    !isTimeframe(timeframe)
  ) {
    throw new AppError(platformErrors['request/invalid'], {
      values: { count: problems.length },
      details: problems,
    });
  }
  return { range, symbols: [...new Set(symbols)].toSorted(), timeframe, config, asOfMs };
}

function versionGone({ name, version }: ResolvedStrategy): AppError {
  return new AppError(strategyErrors['strategy/version-not-found'], { values: { name, version } });
}

function versionNumber(asked: RunRequest['strategy_version']): number | undefined {
  return typeof asked === 'number' ? asked : undefined;
}

const TOO_LATE = text('is too long after start_date', '距 start_date 过远');

const TIMEFRAME_PROBLEM: Problem = {
  field: 'timeframe',
  problem: text('is not a known timeframe', '不是已知的时间框架'),
};

function symbolProblems({ symbol, symbols }: RunRequest): Problem[] {
  if (symbol !== undefined && symbols !== undefined) {
    return [
      {
        field: 'symbols',
        problem: text('excludes symbol; give one of them', '与 symbol 只能二选一'),
      },
    ];
  }
  if ((symbol ?? undefined) === undefined && (symbols?.length ?? 0) === 0) {
    return [{ field: 'symbol', problem: text('is required', '不能为空') }];
  }
  return [];
}

function assertSameRequest(run: Backtest, request: RunRequest): void {
  if (run.requestHash === hashOf(request)) return;
  throw new AppError(backtestErrors['backtest/idempotency-conflict']);
}

function hashOf(request: RunRequest): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(request)))
    .digest('hex');
}

// The order of a body's keys is no difference between two requests.
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => canonical(part));
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, part]) => [name, canonical(part)]));
}
