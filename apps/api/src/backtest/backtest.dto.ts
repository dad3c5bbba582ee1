import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import {
  type Backtest,
  type BacktestResult,
  RUN_STATES,
  type RunState,
  type RunStatus,
  statusView,
} from '@app/backtest';
import type { Language } from '@app/platform';
import { PageQuery } from '../http/page.dto.js';

/** Tells why a run failed. */
export class RunErrorResponse {
  @ApiProperty({ example: 'backtest/timeout' })
  code!: string;

  @ApiProperty()
  message!: string;

  @ApiProperty()
  hint!: string;
}

/** Answers the state of a run. */
export class BacktestStatusResponse implements RunStatus {
  @ApiProperty({ format: 'uuid' })
  backtest_id!: string;

  @ApiProperty({ enum: RUN_STATES })
  status!: RunState;

  @ApiProperty({ description: 'Percent, 0 to 100.', example: 42 })
  progress!: number;

  @ApiProperty({ example: 'Running.' })
  message!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  started_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty({ description: 'How often a worker claimed the run.', example: 1 })
  attempts!: number;

  @ApiProperty({ type: RunErrorResponse, nullable: true })
  error!: RunErrorResponse | null;
}

/** Answers one run of the history: its state and headline figures. */
export class BacktestSummaryResponse extends BacktestStatusResponse {
  @ApiProperty({ example: 'sma-cross' })
  strategy_name!: string;

  @ApiProperty({ example: 1 })
  strategy_version!: number;

  @ApiProperty({ type: [String], example: ['BTCUSD'] })
  symbols!: string[];

  @ApiProperty({ example: '1h' })
  timeframe!: string;

  @ApiProperty({
    type: Object,
    nullable: true,
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

/** Answers a completed run with all that it found. */
export class BacktestResultResponse extends BacktestStatusResponse {
  @ApiProperty({ type: Object, description: 'Every value used, defaults filled in.' })
  config!: Record<string, unknown>;

  @ApiProperty({ type: Object, description: 'Figures by name; ratios are fractions.' })
  statistics!: Record<string, number | null>;

  @ApiProperty({ type: Object, description: 'Why a figure is null, by its name.' })
  statistics_reasons!: Record<string, string>;

  @ApiProperty({ type: Object, description: 'Counts of orders by state and by reason.' })
  orders!: Record<string, unknown>;

  @ApiProperty({ type: [Object] })
  warnings!: Record<string, unknown>[];

  @ApiProperty({ type: Object, description: 'Trades by symbol, tag, side and month.' })
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

  @ApiProperty({ type: Object, description: 'queue_ms, load_ms, run_ms and save_ms.' })
  timings!: Record<string, number>;

  @ApiProperty({
    type: Object,
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
      warnings: result.warnings,
      ...result.details,
      timings: result.timings,
      manifest: result.manifest,
    };
  }
}

/** Picks runs of the history. */
class HistoryFilterQuery {
  @ApiPropertyOptional({ example: 'sma-cross' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  strategy_name?: string;

  @ApiPropertyOptional({ example: 'BTCUSD' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ enum: RUN_STATES })
  @IsOptional()
  @IsIn([...RUN_STATES])
  status?: RunState;
}

/** Asks for one page of the history. */
export class HistoryQuery extends IntersectionType(PageQuery, HistoryFilterQuery) {}

/** Asks for an equity curve. */
export class EquityQuery {
  @ApiPropertyOptional({ minimum: 2, maximum: 100_000, default: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(100_000)
  points: number = 1000;
}

/** Is one point of an equity curve. */
export class EquityPointResponse {
  @ApiProperty({ format: 'date-time' })
  time!: string;

  @ApiProperty({ example: 10_250.5 })
  equity!: number;
}

/** Answers an equity curve, thinned by LTTB. */
export class EquityResponse {
  @ApiProperty({ description: 'Points before thinning.', example: 8760 })
  total!: number;

  @ApiProperty({ type: [EquityPointResponse] })
  points!: EquityPointResponse[];
}

const HEADLINE = ['total_return', 'sharpe', 'max_drawdown', 'trades', 'win_rate', 'equity_final'];

function headline(statistics: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(HEADLINE.map((name) => [name, statistics[name] ?? null]));
}
