import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import {
  BAR_RULES,
  type BarBatch,
  type BarRule,
  type Series,
  type UploadSummary,
} from '@app/kline';

const TIME = { type: String, format: 'date-time', example: '2017-01-01T00:00:00.000Z' };
const RULES = Object.keys(BAR_RULES) as BarRule[];
const RULE_TEXTS = Object.entries(BAR_RULES).map(([rule, { en }]) => `\`${rule}\`: ${en}`);

/** Is a bar on the wire, in both directions. */
export class BarDto {
  @ApiProperty({ example: 'BTCUSD' })
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES, example: '1h' })
  timeframe!: Timeframe;

  @ApiProperty({ ...TIME, description: 'ISO 8601; an upload may send epoch milliseconds.' })
  open_time!: string;

  @ApiProperty({ example: 966.34 })
  open!: number;

  @ApiProperty({ example: 968.12 })
  high!: number;

  @ApiProperty({ example: 964.2 })
  low!: number;

  @ApiProperty({ example: 966.68 })
  close!: number;

  @ApiProperty({ example: 182.44, minimum: 0 })
  volume!: number;

  @ApiPropertyOptional({ example: 176_351.2, minimum: 0 })
  quote_volume?: number;

  @ApiPropertyOptional({ type: 'integer', example: 214, minimum: 0 })
  trades?: number;

  static ofBatch(symbol: string, timeframe: Timeframe, batch: BarBatch): BarDto[] {
    const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
    const bars: BarDto[] = [];
    for (let i = 0; i < time.length; i++) {
      const bar: BarDto = {
        symbol,
        timeframe,
        open_time: new Date(time[i]).toISOString(),
        open: open[i],
        high: high[i],
        low: low[i],
        close: close[i],
        volume: volume[i],
      };
      if (!Number.isNaN(quoteVolume[i])) bar.quote_volume = quoteVolume[i];
      if (!Number.isNaN(trades[i])) bar.trades = trades[i];
      bars.push(bar);
    }
    return bars;
  }
}

/** Answers one page of bars, oldest first. */
export class BarPageResponse {
  @ApiProperty({ type: [BarDto] })
  items!: BarDto[];

  @ApiProperty({ type: 'integer', example: 8760, description: 'Bars of the whole range.' })
  total!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', example: 1000 })
  page_size!: number;

  @ApiProperty({ type: 'integer', example: 9 })
  pages!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it as cursor for the next page; null at the end.',
  })
  next_cursor!: string | null;
}

/** Answers what is known of one stored series. */
export class SeriesResponse {
  @ApiProperty({ example: 'BTCUSD' })
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES, example: '1m' })
  timeframe!: Timeframe;

  @ApiProperty(TIME)
  first!: string;

  @ApiProperty({ ...TIME, example: '2017-12-31T23:59:00.000Z' })
  last!: string;

  @ApiProperty({ type: 'integer', example: 505_209 })
  count!: number;

  @ApiProperty({ type: 'integer', example: 51, description: 'Rises with each write.' })
  version!: number;

  static of({ symbol, timeframe, first, last, count, version }: Series): SeriesResponse {
    return {
      symbol,
      timeframe,
      first: first?.toISOString() ?? '',
      last: last?.toISOString() ?? '',
      count,
      version,
    };
  }
}

/** Names a bar that was left out. */
export class RejectedBarResponse {
  @ApiProperty({ type: 'integer', example: 12, description: 'Place in the upload, from 0.' })
  index!: number;

  @ApiProperty({ enum: RULES, example: RULES[2], description: RULE_TEXTS.join('; ') })
  reason!: BarRule;
}

/** Answers what an upload did. */
export class UploadResponse {
  @ApiProperty({ type: 'integer', example: 9999, description: 'Bars taken: all but the rejected.' })
  uploaded_count!: number;

  @ApiProperty({ type: 'integer', example: 9000, description: 'Bars that were not stored before.' })
  inserted_count!: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'Stored bars that differed.' })
  updated_count!: number;

  @ApiProperty({ type: [RejectedBarResponse] })
  rejected!: RejectedBarResponse[];

  static of({ uploaded, inserted, updated, rejected }: UploadSummary): UploadResponse {
    return {
      uploaded_count: uploaded,
      inserted_count: inserted,
      updated_count: updated,
      rejected,
    };
  }
}

/** Answers how many bars a removal took away. */
export class RemovalResponse {
  @ApiProperty({ type: 'integer', example: 1440 })
  removed_count!: number;
}
