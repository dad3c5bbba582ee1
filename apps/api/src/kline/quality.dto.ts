import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import { MOST_GAPS, type QualityReport, SCORE_WEIGHTS, type ScoreParts } from '@app/kline';
import { RangeQuery } from './kline-query.dto.js';
import {
  CoverageResponse,
  GapsResponse,
  SpikesResponse,
  StaleResponse,
  ViolationsResponse,
} from './quality-parts.dto.js';

const TIME = { type: String, format: 'date-time', nullable: true };
const PARTS = {
  completeness: 99.34,
  violations: 100,
  spikes: 99.77,
  stale: 100,
  duplicates: 100,
  zero_volume: 100,
};

/** Asks for the quality of a range of a stored series. */
export class QualityQuery extends RangeQuery {
  @ApiPropertyOptional({
    enum: TIMEFRAMES,
    example: '1h',
    description: 'A stored timeframe; may be left out where only one is stored.',
  })
  @IsOptional()
  @IsIn([...TIMEFRAMES])
  timeframe?: Timeframe;
}

/** Answers how good the bars of a range are. */
export class QualityResponse {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES, example: '1m' })
  timeframe!: Timeframe;

  @ApiProperty({ type: 'integer', example: 2, description: 'Version of the series.' })
  version!: number;

  @ApiProperty({ ...TIME, example: '2021-04-20T20:42:00.000Z', description: 'First open time.' })
  first!: string | null;

  @ApiProperty({ ...TIME, example: '2021-05-20T20:40:00.000Z', description: 'Last open time.' })
  last!: string | null;

  @ApiProperty({ type: 'integer', example: 42_915 })
  bars!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 99.34,
    description: '0 to 100: the weighted mean of the parts, at most the completeness.',
  })
  score!: number | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: PARTS,
    description: 'Parts of the score, each 0 to 100; null is one that cannot be told.',
  })
  parts!: ScoreParts | null;

  @ApiProperty({ type: Object, example: SCORE_WEIGHTS, description: 'Weights of the parts.' })
  weights!: Record<string, number>;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Zone of the week in which sessions were found; null of a market without any.',
  })
  session_zone!: string | null;

  @ApiProperty({ type: GapsResponse })
  gaps!: GapsResponse;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Whole trading days without a bar that stand alone; their bars are not missing.',
  })
  closed_days!: number;

  @ApiProperty({ type: CoverageResponse })
  map!: CoverageResponse;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Rows of imported files whose time a later row had too; none is stored.',
  })
  duplicates!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Rows of imported files that stood against the order of most; none is stored so.',
  })
  out_of_order!: number;

  @ApiProperty({ type: ViolationsResponse })
  violations!: ViolationsResponse;

  @ApiProperty({ type: 'integer', example: 0, description: 'Bars without volume.' })
  zero_volume!: number;

  @ApiProperty({ type: SpikesResponse })
  spikes!: SpikesResponse;

  @ApiProperty({ type: StaleResponse })
  stale!: StaleResponse;

  static of(report: QualityReport): QualityResponse {
    const { symbol, timeframe, version, first, last, columns, imports, score } = report;
    return {
      symbol,
      timeframe,
      version,
      first: first === null ? null : new Date(first).toISOString(),
      last: last === null ? null : new Date(last).toISOString(),
      bars: columns?.bars ?? 0,
      score: score?.value ?? null,
      parts: score?.parts ?? null,
      weights: SCORE_WEIGHTS,
      session_zone: columns?.sessionZone ?? null,
      gaps: GapsResponse.of(columns, MOST_GAPS),
      closed_days: columns?.closedDays ?? 0,
      map: CoverageResponse.of(columns),
      duplicates: imports.duplicates,
      out_of_order: imports.outOfOrder,
      violations: ViolationsResponse.of(columns, imports),
      zero_volume: columns?.defects.zeroVolume ?? 0,
      spikes: SpikesResponse.of(columns),
      stale: StaleResponse.of(columns),
    };
  }
}
