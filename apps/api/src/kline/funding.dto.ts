import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { RATE_RULES, type RateColumns, type RateRule, type UploadSummary } from '@app/kline';
import { IsTime } from '../http/is-time.decorator.js';

const RULES = Object.keys(RATE_RULES) as RateRule[];
const RULE_TEXTS = Object.entries(RATE_RULES).map(([rule, { en }]) => `\`${rule}\`: ${en}`);

/** Is a funding rate on the wire, in both directions. */
export class FundingRateDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2024-01-01T08:00:00.000Z',
    description: 'Exact time of the payment: ISO 8601; an upload may send epoch milliseconds.',
  })
  time!: string;

  @ApiProperty({
    example: 0.0001,
    minimum: -1,
    maximum: 1,
    description: 'A fraction of the value of the position, paid by longs when positive.',
  })
  rate!: number;

  static ofColumns({ time, rate }: RateColumns): FundingRateDto[] {
    return Array.from(time, (timeMs, i) => ({
      time: new Date(timeMs).toISOString(),
      rate: rate[i],
    }));
  }
}

/** Picks a range of funding rates. */
export class FundingRangeQuery {
  @ApiPropertyOptional({
    type: String,
    example: '2024-01-01',
    description: 'First time: ISO 8601 (UTC without a zone) or epoch milliseconds.',
  })
  @IsOptional()
  @IsTime()
  start_date?: string;

  @ApiPropertyOptional({
    type: String,
    example: '2024-01-31',
    description: 'End, excluded; a bare date means the end of that UTC day.',
  })
  @IsOptional()
  @IsTime()
  end_date?: string;
}

/** Asks for one page of a range of funding rates. */
export class FundingQuery extends FundingRangeQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1, example: 1, description: 'Page, counted from 1.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  page: number = 1;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 10_000,
    default: 1000,
    example: 1000,
    description: 'Rates of a page.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page_size: number = 1000;
}

/** Names a rate that was left out. */
export class RejectedRateResponse {
  @ApiProperty({ type: 'integer', example: 2, description: 'Place in the upload, from 0.' })
  index!: number;

  @ApiProperty({ enum: RULES, example: 'rate-out-of-range', description: RULE_TEXTS.join('; ') })
  reason!: RateRule;
}

/** Answers what an upload of funding rates did. */
export class FundingUploadResponse {
  @ApiProperty({ type: 'integer', example: 2, description: 'Rates taken: all but the rejected.' })
  uploaded_count!: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'Rates that were not stored before.' })
  inserted_count!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Stored rates that differed.' })
  updated_count!: number;

  @ApiProperty({ type: [RejectedRateResponse] })
  rejected!: RejectedRateResponse[];

  static of(summary: UploadSummary<RateRule>): FundingUploadResponse {
    const { uploaded, inserted, updated, rejected } = summary;
    return {
      uploaded_count: uploaded,
      inserted_count: inserted,
      updated_count: updated,
      rejected,
    };
  }
}
