import { ApiProperty } from '@nestjs/swagger';
import type { Order, Trade } from '@app/backtest';

/** Answers one trade; `return`, `mae` and `mfe` are fractions of the entry value. */
export class TradeResponse {
  @ApiProperty({ example: 'BTCUSD' })
  symbol!: string;

  @ApiProperty({ description: 'Units, negative for a short.', example: 0.5 })
  size!: number;

  @ApiProperty({ format: 'date-time' })
  entry_time!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  exit_time!: string | null;

  @ApiProperty({ example: 31 })
  entry_bar!: number;

  @ApiProperty({ type: Number, nullable: true })
  exit_bar!: number | null;

  @ApiProperty({ example: 998.3 })
  entry_price!: number;

  @ApiProperty({ type: Number, nullable: true })
  exit_price!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Money, net of fees.' })
  pnl!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  return!: number | null;

  @ApiProperty({ example: 0.99 })
  fees!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Maximum adverse excursion.' })
  mae!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Maximum favourable excursion.' })
  mfe!: number | null;

  @ApiProperty({ type: String, nullable: true })
  tag!: string | null;

  @ApiProperty({ description: 'Two exits competed within one bar; the stop was counted.' })
  ambiguous!: boolean;

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
    };
  }
}

/** Answers one order. */
export class OrderResponse {
  @ApiProperty({ description: 'Number of the order, from 0 in the order of placement.' })
  order!: number;

  @ApiProperty({ example: 'BTCUSD' })
  symbol!: string;

  @ApiProperty({ enum: ['buy', 'sell'] })
  side!: string;

  @ApiProperty({ enum: ['market', 'limit', 'stop', 'stop_limit'] })
  type!: string;

  @ApiProperty({ type: Number, nullable: true })
  size!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  limit!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  stop!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  sl!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  tp!: number | null;

  @ApiProperty({ type: String, nullable: true })
  tag!: string | null;

  @ApiProperty({ enum: ['open', 'filled', 'cancelled', 'expired', 'rejected'] })
  status!: string;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty()
  placed_bar!: number;

  @ApiProperty({ format: 'date-time' })
  placed_time!: string;

  @ApiProperty({ type: Number, nullable: true })
  filled_bar!: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  filled_time!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  fill_price!: number | null;

  @ApiProperty()
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
