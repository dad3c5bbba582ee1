import { ApiProperty } from '@nestjs/swagger';
import type { IndicatorCurve } from '@app/backtest';

/** Is one point of an indicator. */
export class IndicatorPointResponse {
  @ApiProperty({ format: 'date-time', example: '2024-01-01T19:00:00.000Z' })
  time!: string;

  @ApiProperty({ type: Number, nullable: true, example: 42_651.533 })
  value!: number | null;
}

/** Answers one output of an indicator that a strategy used. */
export class IndicatorResponse {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ example: '1h' })
  timeframe!: string;

  @ApiProperty({ example: 'sma(20)' })
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Name of the output, of an indicator that has several.',
  })
  output!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  pane!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  color!: string | null;

  @ApiProperty({ type: [IndicatorPointResponse] })
  points!: IndicatorPointResponse[];

  static of({ points, ...indicator }: IndicatorCurve): IndicatorResponse {
    return {
      ...indicator,
      points: points.map(({ time, value }) => ({ time: new Date(time).toISOString(), value })),
    };
  }
}
