import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import {
  BAR_RULES,
  type BarRule,
  type BarUploadSummary,
  type Series,
  type SeriesKind,
} from '@app/kline';
import type { Language } from '@app/platform';
import { CURSOR } from './kline.examples.js';

const TIME = { type: String, format: 'date-time', example: '2024-01-01T00:00:00.000Z' };
const RULES = Object.keys(BAR_RULES) as BarRule[];
const RULE_TEXTS = Object.entries(BAR_RULES).map(([rule, { en }]) => `\`${rule}\`: ${en}`);

/** Is a bar on the wire, in both directions. */
export class BarDto {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES, example: '1h' })
  timeframe!: Timeframe;

  @ApiProperty({ ...TIME, description: 'ISO 8601; an upload may send epoch milliseconds.' })
  open_time!: string;

  @ApiProperty({ example: 42_283.58 })
  open!: number;

  @ApiProperty({ example: 42_554.57 })
  high!: number;

  @ApiProperty({ example: 42_261.02 })
  low!: number;

  @ApiProperty({ example: 42_475.23 })
  close!: number;

  @ApiProperty({ example: 1271.68108, minimum: 0 })
  volume!: number;

  @ApiPropertyOptional({
    example: 53_957_248.97,
    minimum: 0,
    description: 'Only where the source told it.',
  })
  quote_volume?: number;

  @ApiPropertyOptional({
    type: 'integer',
    example: 47_134,
    minimum: 0,
    description: 'Only where the source told it.',
  })
  trades?: number;
}

/** Answers one page of bars, oldest first. */
export class BarPageResponse {
  @ApiProperty({ type: [BarDto] })
  items!: BarDto[];

  @ApiProperty({ type: 'integer', example: 15_071, description: 'Bars of the whole range.' })
  total!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', example: 1000 })
  page_size!: number;

  @ApiProperty({ type: 'integer', example: 16 })
  pages!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: CURSOR,
    description: 'Send it as cursor for the next page; null at the end.',
  })
  next_cursor!: string | null;
}

/** Answers what is known of one stored series. */
export class SeriesResponse {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({
    enum: TIMEFRAMES,
    example: '1h',
    nullable: true,
    description: 'Null for funding rates, which stand at times of their own.',
  })
  timeframe!: Timeframe | null;

  @ApiProperty({ enum: ['bars', 'funding'], example: 'bars', description: 'What it holds.' })
  kind!: SeriesKind;

  @ApiProperty(TIME)
  first!: string;

  @ApiProperty({ ...TIME, example: '2025-09-19T22:00:00.000Z' })
  last!: string;

  @ApiProperty({ type: 'integer', example: 15_071 })
  count!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 0,
    description:
      'Gaps of this version; null until `GET kline/{symbol}/quality` was asked for all of it, and of funding rates.',
  })
  gaps!: number | null;

  @ApiProperty({ type: 'integer', example: 2, description: 'Rises with each write.' })
  version!: number;

  static of(series: Series): SeriesResponse {
    const { symbol, kind, timeframe, first, last, count, gaps, gapsVersion, version } = series;
    return {
      symbol,
      timeframe: kind === 'bars' ? timeframe : null,
      kind,
      first: first?.toISOString() ?? '',
      last: last?.toISOString() ?? '',
      count,
      gaps: gapsVersion === version ? gaps : null,
      version,
    };
  }
}

/** Names a bar that was left out. */
export class RejectedBarResponse {
  @ApiProperty({ type: 'integer', example: 2, description: 'Place in the upload, from 0.' })
  index!: number;

  @ApiProperty({ enum: RULES, example: 'high-not-highest', description: RULE_TEXTS.join('; ') })
  reason!: BarRule;
}

/** Answers what an upload did. */
export class UploadResponse {
  @ApiProperty({ type: 'integer', example: 2, description: 'Bars taken: all but the rejected.' })
  uploaded_count!: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'Bars that were not stored before.' })
  inserted_count!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Stored bars that differed.' })
  updated_count!: number;

  @ApiProperty({ type: [RejectedBarResponse] })
  rejected!: RejectedBarResponse[];

  @ApiPropertyOptional({
    type: [String],
    example: [
      'EURUSD: 2 off the grid of 1d bars, which open at 17:00 America/New_York. Where days start elsewhere, set session_zone and day_start with PUT kline/{symbol}/settings. Send timezone where times are local.',
    ],
    description: 'Where the grid of a series is that bars were off, and what may be done.',
  })
  notes?: string[];

  static of(
    { uploaded, inserted, updated, rejected, notes }: BarUploadSummary,
    language: Language,
  ): UploadResponse {
    return {
      uploaded_count: uploaded,
      inserted_count: inserted,
      updated_count: updated,
      rejected,
      ...(notes.length > 0 && { notes: notes.map((note) => note[language]) }),
    };
  }
}

/** Answers how many bars or rates a removal took away. */
export class RemovalResponse {
  @ApiProperty({ type: 'integer', example: 744 })
  removed_count!: number;
}

/** Answers how many bars were removed, and how many splits, dividends and factors with them. */
export class BarRemovalResponse extends RemovalResponse {
  @ApiProperty({ type: 'integer', example: 0 })
  removed_adjustments_count!: number;
}
