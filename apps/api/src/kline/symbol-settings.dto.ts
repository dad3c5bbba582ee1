import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsPositive, Matches } from 'class-validator';
import { dayStartOf, dayStartText, type SymbolTerms } from '@app/kline';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';

const ZONE_TEXT = text(
  'must be an IANA time zone such as UTC or America/New_York',
  '必须是 IANA 时区，例如 UTC 或 Asia/Shanghai',
);

const DAY_START_TEXT = text(
  'must be HH:MM from 00:00 to 23:59',
  '必须是 00:00 至 23:59 之间的 HH:MM',
);

/** Sets what a market fixes for a symbol; what is left out or null goes back to its default. */
export class SymbolSettingsBody {
  @ApiPropertyOptional({ type: Number, nullable: true, example: 0.01, default: null })
  @IsOptional()
  @IsNumber()
  @IsPositive()
  tick_size?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 0.00001, default: null })
  @IsOptional()
  @IsNumber()
  @IsPositive()
  lot_size?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 5, default: null })
  @IsOptional()
  @IsNumber()
  @IsPositive()
  min_notional?: number | null;

  @ApiPropertyOptional({
    type: Number,
    default: 1,
    example: 1,
    description: 'Units of the quote a point.',
  })
  @IsOptional()
  @IsNumber()
  @IsPositive()
  multiplier?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'USDT', default: null })
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,16}$/)
  quote_currency?: string | null;

  @ApiPropertyOptional({
    type: String,
    default: 'UTC',
    example: 'UTC',
    description: 'An IANA time zone, kept under its canonical name.',
  })
  @IsOptional()
  @Fits(isZone, ZONE_TEXT)
  session_zone?: string | null;

  @ApiPropertyOptional({
    type: String,
    default: '00:00',
    example: '00:00',
    description:
      'Time of day in that zone at which a day of trading starts; from 12:00 on it is the day of the next date.',
  })
  @IsOptional()
  @Fits(isDayStart, DAY_START_TEXT)
  day_start?: string | null;

  static toTerms(symbol: string, body: SymbolSettingsBody): SymbolTerms {
    return {
      symbol,
      tickSize: body.tick_size ?? null,
      lotSize: body.lot_size ?? null,
      minNotional: body.min_notional ?? null,
      multiplier: body.multiplier ?? 1,
      quoteCurrency: body.quote_currency ?? null,
      sessionZone: body.session_zone ?? 'UTC',
      dayStartMs: dayStartOf(body.day_start ?? '00:00'),
    };
  }
}

/** Answers what a market fixes for a symbol; null fixes nothing. */
export class SymbolSettingsResponse {
  @ApiProperty({ example: 'BTCUSDT' })
  symbol!: string;

  @ApiProperty({ type: Number, nullable: true, example: 0.01 })
  tick_size!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.00001 })
  lot_size!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 5 })
  min_notional!: number | null;

  @ApiProperty({ example: 1 })
  multiplier!: number;

  @ApiProperty({ type: String, nullable: true, example: 'USDT' })
  quote_currency!: string | null;

  @ApiProperty({ example: 'UTC' })
  session_zone!: string;

  @ApiProperty({ example: '00:00' })
  day_start!: string;

  static of(terms: SymbolTerms): SymbolSettingsResponse {
    return {
      symbol: terms.symbol,
      tick_size: terms.tickSize,
      lot_size: terms.lotSize,
      min_notional: terms.minNotional,
      multiplier: terms.multiplier,
      quote_currency: terms.quoteCurrency,
      session_zone: terms.sessionZone,
      day_start: dayStartText(terms.dayStartMs),
    };
  }
}

function isDayStart(value: unknown): boolean {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

// Intl also takes offsets such as +02:00, which are no zones: they know no summer time.
function isZone(value: unknown): boolean {
  if (typeof value !== 'string' || /^[+-]/.test(value)) return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
