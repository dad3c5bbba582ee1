import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { TIMEFRAMES } from '@app/engine';

/** Says how a run trades and what it counts; what is left out gets its default, and the run's reader checks the values. */
export class RunOptions {
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
}
