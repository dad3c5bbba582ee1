import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
import { IsTime } from '../http/is-time.decorator.js';
import { RUN_ID } from './backtest.examples.js';

/** Asks for a run; options that are left out get their default, and the result echoes every value used. */
export class RunBacktestBody {
  [option: string]: unknown;

  @ApiProperty({ example: 'sma-cross', description: 'Name of the strategy.' })
  @IsString()
  @Length(1, 100)
  strategy_name!: string;

  @ApiPropertyOptional({
    type: 'integer',
    example: 1,
    description: 'Version of the strategy; the newest by default.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  strategy_version?: number;

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
    description: 'First open time: ISO 8601 (UTC without a zone) or epoch milliseconds.',
  })
  @IsDefined()
  @IsTime()
  start_date!: string | number;

  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'number' }],
    example: '2025-09-18',
    description: 'End, excluded; a bare date means the end of that UTC day.',
  })
  @IsDefined()
  @IsTime()
  end_date!: string | number;

  @ApiPropertyOptional({
    type: Number,
    default: 10_000,
    example: 10_000,
    description: 'Money at the start, in quote currency.',
  })
  @IsOptional()
  initial_capital?: unknown;

  @ApiPropertyOptional({
    oneOf: [{ type: 'number' }, { type: 'object' }],
    example: 0.001,
    description: 'A ratio, `{ fixed, relative }` or `{ maker, taker }`.',
  })
  @IsOptional()
  commission?: unknown;

  @ApiPropertyOptional({
    type: Object,
    example: { type: 'percent', value: 0.0005 },
    description: '`{ type: "none" | "fixed" | "percent" | "volume", value }`.',
  })
  @IsOptional()
  slippage?: unknown;

  @ApiPropertyOptional({
    type: Number,
    default: 0,
    example: 0.0001,
    description: 'Full ask minus bid, a fraction of the price.',
  })
  @IsOptional()
  spread?: unknown;

  @ApiPropertyOptional({ type: Number, example: 0.00001, description: 'Step of sizes, in units.' })
  @IsOptional()
  lot_size?: unknown;

  @ApiPropertyOptional({ type: Number, example: 0.01, description: 'Step of prices.' })
  @IsOptional()
  tick_size?: unknown;

  @ApiPropertyOptional({
    enum: ['next_open', 'close'],
    default: 'next_open',
    example: 'next_open',
    description: 'Where market orders are filled.',
  })
  @IsOptional()
  fill_at?: unknown;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    example: false,
    description: 'Whether an entry first cancels the open orders and closes the position.',
  })
  @IsOptional()
  exclusive_orders?: unknown;

  @ApiPropertyOptional({
    type: Boolean,
    default: true,
    example: true,
    description: 'Closes what is open at the last close, with costs.',
  })
  @IsOptional()
  finalize_trades?: unknown;

  @ApiPropertyOptional({
    oneOf: [{ enum: ['auto', 'none'] }, { type: 'integer' }],
    default: 'auto',
    example: 'auto',
    description: 'Bars before start_date that indicators may use.',
  })
  @IsOptional()
  warm_up?: unknown;

  @ApiPropertyOptional({ type: Number, default: 0, example: 0, description: 'Yearly, a fraction.' })
  @IsOptional()
  risk_free?: unknown;

  @ApiPropertyOptional({
    type: 'integer',
    default: 1,
    example: 1,
    description: 'Seed of the random numbers.',
  })
  @IsOptional()
  seed?: unknown;

  @ApiPropertyOptional({
    type: Number,
    default: 1,
    example: 3,
    description: 'Buying power per unit of equity.',
  })
  @IsOptional()
  leverage?: unknown;

  @ApiPropertyOptional({
    enum: ['isolated', 'cross'],
    default: 'isolated',
    example: 'isolated',
    description: 'What a losing position may use up: its own margin, or all equity.',
  })
  @IsOptional()
  margin_mode?: unknown;

  @ApiPropertyOptional({
    type: Number,
    default: 0,
    example: 0.005,
    description: 'A fraction of the position value.',
  })
  @IsOptional()
  maintenance_margin?: unknown;

  @ApiPropertyOptional({
    type: Number,
    default: 0,
    example: 0.001,
    description: 'A fraction of the position value.',
  })
  @IsOptional()
  liquidation_fee?: unknown;

  @ApiPropertyOptional({
    oneOf: [
      { type: 'boolean' },
      { type: 'object', additionalProperties: { type: 'string', nullable: true } },
    ],
    default: false,
    example: { BTCUSDT: 'BTCUSDT-PERP' },
    description:
      'Whether funding rates are paid: true takes those of each symbol, an object names whose rates a symbol pays ' +
      '(null: none; a symbol that is left out pays its own). A missing rate is a warning of the result.',
  })
  @IsOptional()
  funding?: unknown;

  @ApiPropertyOptional({
    type: Number,
    default: 0,
    example: 0.05,
    description: 'Yearly interest on what is borrowed.',
  })
  @IsOptional()
  borrow_rate?: unknown;

  @ApiPropertyOptional({ type: Number, example: 5, description: 'Least value of an order.' })
  @IsOptional()
  min_notional?: unknown;

  @ApiPropertyOptional({
    type: Number,
    example: 0.1,
    description: 'Largest part of a bar volume that one bar may fill.',
  })
  @IsOptional()
  max_volume_share?: unknown;

  @ApiPropertyOptional({ enum: ['touch', 'through'], default: 'touch', example: 'touch' })
  @IsOptional()
  limit_fill?: unknown;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    example: false,
    description: 'Keeps long and short side by side.',
  })
  @IsOptional()
  hedging?: unknown;

  @ApiPropertyOptional({
    type: Number,
    example: 1e-8,
    description: 'Unit of the profile backtesting.py for fractional sizes.',
  })
  @IsOptional()
  fractional_unit?: unknown;

  @ApiPropertyOptional({
    type: Object,
    example: { cooldown_bars: 3, max_open_trades: 2 },
    description:
      '`cooldown_bars`, `stop_loss_guard { trades, lookback_bars, pause_bars }`, `drawdown_halt { fraction, pause_bars }`, `max_open_trades`.',
  })
  @IsOptional()
  protections?: unknown;

  @ApiPropertyOptional({
    enum: ['default', 'backtesting.py'],
    default: 'default',
    example: 'default',
  })
  @IsOptional()
  execution_profile?: unknown;

  @ApiPropertyOptional({
    enum: TIMEFRAMES,
    example: '1m',
    description: 'Finer bars that settle bars in which two events compete.',
  })
  @IsOptional()
  detail_timeframe?: unknown;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    example: false,
    description: 'Also runs the worse and the better outcome of ambiguous bars.',
  })
  @IsOptional()
  bounds?: unknown;

  @ApiPropertyOptional({
    type: [String],
    enum: ['look_ahead', 'warm_up'],
    isArray: true,
    example: ['look_ahead'],
    description: 'Checks of the strategy whose verdicts the result holds.',
  })
  @IsOptional()
  checks?: unknown;

  @ApiPropertyOptional({
    type: String,
    example: 'BTCUSDT',
    description: 'Symbol to compare with; buy and hold of the traded ones by default.',
  })
  @IsOptional()
  benchmark?: unknown;

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
