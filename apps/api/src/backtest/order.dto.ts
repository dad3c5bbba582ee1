import { ApiProperty } from '@nestjs/swagger';
import type { Order } from '@app/backtest';

const TAG = 'What the strategy called it.';

/** Answers one order. */
export class OrderResponse {
  @ApiProperty({
    example: 0,
    description: 'Number of the order, from 0 in the order of placement.',
  })
  order!: number;

  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ enum: ['buy', 'sell'], example: 'buy' })
  side!: string;

  @ApiProperty({ enum: ['market', 'limit', 'stop', 'stop_limit'], example: 'market' })
  type!: string;

  @ApiProperty({ type: Number, nullable: true, example: 0.22720927, description: 'Units.' })
  size!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Limit price.' })
  limit!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Stop price.' })
  stop!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Stop-loss price.' })
  sl!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Take-profit price.' })
  tp!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: TAG })
  tag!: string | null;

  @ApiProperty({
    enum: ['open', 'filled', 'cancelled', 'expired', 'rejected'],
    example: 'filled',
  })
  status!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why it was cancelled or rejected.',
  })
  reason!: string | null;

  @ApiProperty({ example: 143 })
  placed_bar!: number;

  @ApiProperty({ format: 'date-time', example: '2024-01-06T23:00:00.000Z' })
  placed_time!: string;

  @ApiProperty({ type: Number, nullable: true, example: 144 })
  filled_bar!: number | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2024-01-07T00:00:00.000Z',
  })
  filled_time!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 43_968.32 })
  fill_price!: number | null;

  @ApiProperty({ example: 9.9900098903264 })
  fee!: number;

  static of(order: Order): OrderResponse {
    return {
      order: order.number,
      symbol: order.symbol,
      side: order.side,
      type: order.type,
      size: order.size,
      limit: order.limit,
      stop: order.stop,
      sl: order.sl,
      tp: order.tp,
      tag: order.tag,
      status: order.status,
      reason: order.reason,
      placed_bar: order.placedBar,
      placed_time: order.placedTime.toISOString(),
      filled_bar: order.filledBar,
      filled_time: order.filledTime?.toISOString() ?? null,
      fill_price: order.fillPrice,
      fee: order.fee,
    };
  }
}
