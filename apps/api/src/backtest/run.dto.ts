import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { TIMEFRAMES } from '@app/engine';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';
import { IsTime } from '../http/is-time.decorator.js';
import { RUN_ID } from './backtest.examples.js';
import { RunOptions } from './run-options.dto.js';

function isVersion(value: unknown): boolean {
  return (
    value === 'latest' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) < 2 ** 31)
  );
}

/** Names what a run runs: a strategy, symbols and a range of bars. */
export class RunSubject {
  @ApiProperty({ example: 'sma-cross', description: 'Name of the strategy.' })
  @IsString()
  @Length(1, 100)
  strategy_name!: string;

  @ApiPropertyOptional({
    oneOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', enum: ['latest'] },
    ],
    default: 'latest',
    example: 1,
    description: 'Version of the strategy; the run records which one the newest was.',
  })
  @IsOptional()
  @Fits(
    isVersion,
    text('must be a whole number from 1 up, or latest', '必须是 ≥ 1 的整数或 latest'),
  )
  strategy_version?: number | 'latest';

  @ApiPropertyOptional({
    type: Object,
    example: { fast: 20, slow: 100 },
    description: 'Params of the strategy; GET strategy/{name} shows their JSON Schema.',
  })
  @IsOptional()
  @IsObject()
  // As it was sent: the transformer leaves out names such as `valueOf`, which are to be refused.
  @Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key])
  params?: Record<string, unknown>;

  @ApiPropertyOptional({ example: 'BTCUSDT', description: 'One symbol; excludes symbols.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['BTCUSDT'],
    description: 'Several symbols; excludes symbol.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  symbols?: string[];

  @ApiProperty({ enum: TIMEFRAMES, example: '1h' })
  @IsIn([...TIMEFRAMES])
  timeframe!: string;

  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'number' }],
    example: '2024-01-01',
    description:
      'First open time: ISO 8601 (UTC without a zone) or epoch milliseconds; a bare date is its midnight in UTC, whatever the session of the symbol.',
  })
  @IsDefined()
  @IsTime()
  start_date!: string | number;

  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'number' }],
    example: '2025-09-18',
    description:
      'End, excluded; a bare date means the end of that UTC day, whatever the session of the symbol.',
  })
  @IsDefined()
  @IsTime()
  end_date!: string | number;
}

/** Asks for a run; options that are left out get their default, and the result echoes every value used. */
export class RunBacktestBody extends IntersectionType(RunSubject, RunOptions) {
  [option: string]: unknown;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    example: 0,
    description: 'A run with a larger number waits longer.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  priority?: number;

  @ApiPropertyOptional({
    oneOf: [{ type: 'string' }, { type: 'number' }],
    example: '2026-01-05T09:30:00.000Z',
    description:
      'Reads bars and funding rates as they were at this past time (ISO 8601 or epoch milliseconds): of each series the newest ' +
      'version at or before it; see GET kline/{symbol}/versions. The newest of all when left out. Settings of symbols are those of now.',
  })
  @IsOptional()
  @IsTime()
  data_as_of?: string | number;
}

/** Answers a new run. */
export class RunBacktestResponse {
  @ApiProperty({ format: 'uuid', example: RUN_ID })
  backtest_id!: string;

  @ApiProperty({
    enum: ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED'],
    example: 'PENDING',
  })
  status!: string;

  @ApiProperty({ example: 'Waiting in the queue.' })
  message!: string;
}
