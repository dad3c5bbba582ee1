import { ApiProperty } from '@nestjs/swagger';
import type { Trade } from '@app/backtest';
import { EXIT_REASONS } from '@app/engine';

const TAG = 'What the strategy called it.';

/** Answers one trade; `return`, `mae` and `mfe` are fractions of the entry value. */
export class TradeResponse {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ description: 'Units, negative for a short.', example: 0.22720927 })
  size!: number;

  @ApiProperty({ format: 'date-time', example: '2024-01-07T00:00:00.000Z' })
  entry_time!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2024-01-12T13:00:00.000Z',
  })
  exit_time!: string | null;

  @ApiProperty({ example: 144 })
  entry_bar!: number;

  @ApiProperty({ type: Number, nullable: true, example: 277 })
  exit_bar!: number | null;

  @ApiProperty({ example: 43_968.32 })
  entry_price!: number;

  @ApiProperty({ type: Number, nullable: true, example: 45_866.57 })
  exit_price!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 410.88867700006966,
    description: 'Money, net of fees.',
  })
  pnl!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.041129956978115154 })
  return!: number | null;

  @ApiProperty({ example: 20.4113197774303 })
  fees!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.018042990953486503,
    description: 'Maximum adverse excursion.',
  })
  mae!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.11374462340157648,
    description: 'Maximum favourable excursion.',
  })
  mfe!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: TAG })
  tag!: string | null;

  @ApiProperty({
    example: false,
    description: 'Two exits competed within one bar; the stop was counted.',
  })
  ambiguous!: boolean;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0,
    description: 'Money lost to slippage, already in the prices.',
  })
  slippage!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0,
    description: 'Money lost to the spread, already in the prices.',
  })
  spread!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0,
    description: 'Funding paid, negative when earned.',
  })
  funding!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0, description: 'Borrow interest paid.' })
  borrow!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'Stop-loss price at its end.',
  })
  sl!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'Take-profit price at its end.',
  })
  tp!: number | null;

  @ApiProperty({
    type: String,
    enum: EXIT_REASONS.slice(1),
    nullable: true,
    example: 'order',
    description: 'What closed it; null while open, and for runs of before it was kept.',
  })
  exit_reason!: string | null;

  static of(trade: Trade): TradeResponse {
    return {
      symbol: trade.symbol,
      size: trade.size,
      entry_time: trade.entryTime.toISOString(),
      exit_time: trade.exitTime?.toISOString() ?? null,
      entry_bar: trade.entryBar,
      exit_bar: trade.exitBar,
      entry_price: trade.entryPrice,
      exit_price: trade.exitPrice,
      pnl: trade.pnl,
      return: trade.return,
      fees: trade.fees,
      mae: trade.mae,
      mfe: trade.mfe,
      tag: trade.tag,
      ambiguous: trade.ambiguous,
      slippage: trade.slippage,
      spread: trade.spread,
      funding: trade.funding,
      borrow: trade.borrow,
      sl: trade.sl,
      tp: trade.tp,
      exit_reason: trade.exitReason,
    };
  }
}
