import { ApiProperty } from '@nestjs/swagger';
import type { LogLine } from '@app/engine';

/** Answers one line that a strategy logged. */
export class LogResponse {
  @ApiProperty({ example: 143, description: 'Bar of the run, from 0; −1 in init.' })
  bar!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2024-01-06T23:00:00.000Z',
    description: 'Open time of the bar; null in init.',
  })
  time!: string | null;

  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ example: 'crossed' })
  message!: string;

  @ApiProperty({ type: Object, example: { close: 43_210.5 } })
  values!: LogLine['values'];

  static of(this: void, { bar, time, symbol, message, values }: LogLine): LogResponse {
    // In init there is no bar yet; what is stored as JSON is null then.
    const at = time === null || Number.isNaN(time) ? null : new Date(time).toISOString();
    return { bar, time: at, symbol, message, values };
  }
}
