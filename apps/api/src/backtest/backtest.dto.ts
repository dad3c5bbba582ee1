import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import {
  type Backtest,
  type BacktestResult,
  RUN_STATES,
  type RunState,
  type RunStatus,
  statusView,
  warningView,
} from '@app/backtest';
import type { Language } from '@app/platform';
import { PageQuery } from '../http/page.dto.js';
import {
  BREAKDOWN,
  CONFIG,
  HEADLINE_STATISTICS,
  MANIFEST,
  ORDER_COUNTS,
  RUN_ID,
  STATISTICS,
  TIMINGS,
} from './backtest.examples.js';

/** Names a run in a path. */
export class RunParams {
  @ApiProperty({ format: 'uuid', example: RUN_ID, description: 'Id of the run.' })
  @IsUUID()
  id!: string;
}

/** Tells why a run failed. */
export class RunErrorResponse {
  @ApiProperty({ example: 'backtest/timeout' })
  code!: string;

  @ApiProperty({ example: 'The run took longer than 30 minutes.' })
  message!: string;

  @ApiProperty({ example: 'Ask for a shorter range, or raise BACKTEST_TIMEOUT_MINUTES.' })
  hint!: string;
}

/** Answers the state of a run. */
export class BacktestStatusResponse implements RunStatus {
  @ApiProperty({ format: 'uuid', example: RUN_ID })
  backtest_id!: string;

  @ApiProperty({ enum: RUN_STATES, example: 'COMPLETED' })
  status!: RunState;

  @ApiProperty({ description: 'Percent, 0 to 100.', example: 100 })
  progress!: number;

  @ApiProperty({ example: 'Completed.' })
  message!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T09:30:00.325Z' })
  created_at!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-01-05T09:30:00.351Z',
    description: 'Null until a worker claims the run.',
  })
  started_at!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-01-05T09:30:00.471Z',
    description: 'Null until the run has ended.',
  })
  finished_at!: string | null;

  @ApiProperty({ description: 'How often a worker claimed the run.', example: 1 })
  attempts!: number;

  @ApiProperty({
    type: RunErrorResponse,
    nullable: true,
    example: null,
    description: 'Why the run failed; null unless it did.',
  })
  error!: RunErrorResponse | null;
}

/** Answers one run of the history: its state and headline figures. */
export class BacktestSummaryResponse extends BacktestStatusResponse {
  @ApiProperty({ example: 'sma-cross' })
  strategy_name!: string;

  @ApiProperty({ example: 1 })
  strategy_version!: number;

  @ApiProperty({ type: [String], example: ['BTCUSDT'] })
  symbols!: string[];

  @ApiProperty({ example: '1h' })
  timeframe!: string;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: HEADLINE_STATISTICS,
    description:
      'total_return, sharpe, max_drawdown, trades, win_rate and equity_final once completed.',
  })
  statistics!: Record<string, number | null> | null;

  static of(run: Backtest, language: Language): BacktestSummaryResponse {
    return {
      ...statusView(run, language),
      strategy_name: run.strategyName,
      strategy_version: run.strategyVersion,
      symbols: run.symbols,
      timeframe: run.timeframe,
      statistics: run.statistics && headline(run.statistics),
    };
  }
}

/** Tells what a run met that its result does not show. */
export class RunWarningResponse {
  @ApiProperty({ example: 'never_ready', description: 'Stable code.' })
  code!: string;

  @ApiProperty({ example: 'BTCUSDT: too few bars for its indicators ever to have values.' })
  message!: string;

  @ApiProperty({ type: Object, example: { symbol: 'BTCUSDT' }, description: 'What it is about.' })
  values!: Record<string, string | number>;
}

/** Answers a completed run with all that it found. */
export class BacktestResultResponse extends BacktestStatusResponse {
  @ApiProperty({
    type: Object,
    example: CONFIG,
    description: 'Every value used, defaults filled in.',
  })
  config!: Record<string, unknown>;

  @ApiProperty({
    type: Object,
    example: STATISTICS,
    description: 'Figures by name; ratios are fractions.',
  })
  statistics!: Record<string, number | null>;

  @ApiProperty({
    type: Object,
    example: {},
    description:
      'Why a figure is null, by its name, such as `{ "sharpe": "needs 30 returns, has 20" }`.',
  })
  statistics_reasons!: Record<string, string>;

  @ApiProperty({
    type: Object,
    example: ORDER_COUNTS,
    description:
      'Counts of orders by state, and by reason of those that were not filled, such as `{ "insufficient_margin": 1 }`.',
  })
  orders!: Record<string, unknown>;

  @ApiProperty({
    type: [RunWarningResponse],
    description:
      'What the run met that its result does not show, such as gaps of the bars that it read (`data_gaps`).',
  })
  warnings!: Record<string, unknown>[];

  @ApiProperty({
    type: Object,
    example: BREAKDOWN,
    description: 'Trades by symbol, tag, side and month.',
  })
  breakdown!: object;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description:
      'The worse and the better outcome of ambiguous bars, where `bounds` asked for them.',
  })
  bounds!: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description: 'Verdicts of the checks that `checks` asked for.',
  })
  checks!: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description: 'Statistics of the execution profile under its own names and units.',
  })
  profile_statistics!: object | null;

  @ApiProperty({
    type: Object,
    example: TIMINGS,
    description: 'queue_ms, load_ms, run_ms and save_ms.',
  })
  timings!: Record<string, number>;

  @ApiProperty({
    type: Object,
    example: MANIFEST,
    description: 'What makes the run repeatable: versions and hashes of engine, strategy and data.',
  })
  manifest!: Record<string, unknown>;

  static of(run: Backtest, result: BacktestResult, language: Language): BacktestResultResponse {
    return {
      ...statusView(run, language),
      config: run.config,
      statistics: run.statistics ?? {},
      statistics_reasons: result.statisticsReasons,
      orders: result.orderCounts,
      warnings: result.warnings.map((warning) => warningView(warning, language)),
      ...result.details,
      timings: result.timings,
      manifest: result.manifest,
    };
  }
}

/** Picks runs of the history. */
class HistoryFilterQuery {
  @ApiPropertyOptional({ example: 'sma-cross', description: 'Only runs of this strategy.' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  strategy_name?: string;

  @ApiPropertyOptional({ example: 'BTCUSDT', description: 'Only runs on this symbol.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({
    enum: RUN_STATES,
    example: 'COMPLETED',
    description: 'Only runs in this state.',
  })
  @IsOptional()
  @IsIn([...RUN_STATES])
  status?: RunState;
}

/** Asks for one page of the history. */
export class HistoryQuery extends IntersectionType(PageQuery, HistoryFilterQuery) {}

/** Asks for an equity curve. */
export class EquityQuery {
  @ApiPropertyOptional({
    minimum: 2,
    maximum: 100_000,
    default: 1000,
    example: 1000,
    description: 'Points to thin the curve to.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(100_000)
  points: number = 1000;
}

/** Is one point of an equity curve. */
export class EquityPointResponse {
  @ApiProperty({ format: 'date-time', example: '2024-03-14T06:00:00.000Z' })
  time!: string;

  @ApiProperty({ example: 17_434.199908271345 })
  equity!: number;
}

/** Answers an equity curve, thinned by LTTB. */
export class EquityResponse {
  @ApiProperty({ description: 'Points before thinning.', example: 15_048 })
  total!: number;

  @ApiProperty({ type: [EquityPointResponse] })
  points!: EquityPointResponse[];
}

const HEADLINE = ['total_return', 'sharpe', 'max_drawdown', 'trades', 'win_rate', 'equity_final'];

function headline(statistics: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(HEADLINE.map((name) => [name, statistics[name] ?? null]));
}
