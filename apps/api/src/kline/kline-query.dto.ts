import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import { isSymbol, klineErrors, SYMBOL_TEXT } from '@app/kline';
import { AppError, parseRange, type TimeRange } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';
import { IsTime } from '../http/is-time.decorator.js';
import { PageQuery } from '../http/page.dto.js';
import { CURSOR } from './kline.examples.js';

const START =
  'First open time: ISO 8601 (UTC without a zone) or epoch milliseconds; a bare date is its midnight in UTC, whatever the session of the symbol.';
const END =
  'End, excluded; a bare date means the end of that UTC day, whatever the session of the symbol.';

/** Names a symbol in a path. */
export class SymbolParams {
  @ApiProperty({ example: 'BTCUSDT', description: 'Percent-encoded: BTC/USDT is BTC%2FUSDT.' })
  @Fits(isSymbol, SYMBOL_TEXT)
  symbol!: string;
}

/** Asks for a timeframe. */
export class TimeframeQuery {
  @ApiProperty({ enum: TIMEFRAMES, example: '1h', description: 'Length of a bar.' })
  @IsIn([...TIMEFRAMES])
  timeframe!: Timeframe;
}

/** Picks a range of open times. */
export class RangeQuery {
  @ApiPropertyOptional({ type: String, example: '2024-01-01', description: START })
  @IsOptional()
  @IsTime()
  start_date?: string;

  @ApiPropertyOptional({ type: String, example: '2024-01-31', description: END })
  @IsOptional()
  @IsTime()
  end_date?: string;
}

/** Asks for one page of the versions of a timeframe. */
export class VersionsQuery extends PageQuery {
  @ApiProperty({ enum: TIMEFRAMES, example: '1h', description: 'Timeframe as it is stored.' })
  @IsIn([...TIMEFRAMES])
  timeframe!: Timeframe;
}

/** Asks for one page of a range of bars. */
export class BarsQuery extends IntersectionType(TimeframeQuery, RangeQuery) {
  @ApiPropertyOptional({
    minimum: 1,
    default: 1,
    example: 1,
    description: 'Page of JSON, counted from 1.',
  })
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
    description: 'Bars of a page of JSON.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page_size: number = 1000;

  @ApiPropertyOptional({
    example: CURSOR,
    description:
      'next_cursor of the page before: takes the place of page, and is fast at any depth.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

/** Asks which bars to remove. */
export class RemovalQuery extends RangeQuery {
  @ApiPropertyOptional({
    enum: TIMEFRAMES,
    example: '1h',
    description: 'All timeframes when left out.',
  })
  @IsOptional()
  @IsIn([...TIMEFRAMES])
  timeframe?: Timeframe;
}

/** Reads the range of a query; throws `kline/range-invalid` when it is empty or ends before it starts. */
export function rangeOf(query: RangeQuery): TimeRange {
  const range = parseRange(query.start_date, query.end_date);
  if (!Array.isArray(range)) return range;
  throw new AppError(klineErrors['kline/range-invalid'], { details: range });
}
