import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import {
  type Backtest,
  RUN_STATES,
  type RunState,
  type RunStatus,
  statusView,
} from '@app/backtest';
import type { Language } from '@app/platform';
import { PageQuery } from '../http/page.dto.js';
import { HEADLINE_STATISTICS, RUN_ID } from './backtest.examples.js';

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

const HEADLINE = ['total_return', 'sharpe', 'max_drawdown', 'trades', 'win_rate', 'equity_final'];

function headline(statistics: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(HEADLINE.map((name) => [name, statistics[name] ?? null]));
}
