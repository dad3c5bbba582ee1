import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import {
  COLUMN_NAMES,
  CONFLICT_POLICIES,
  type ConflictPolicy,
  IMPORT_STATES,
  type ImportOptions,
  type ImportState,
  isSymbol,
  MARKET_FORMATS,
  SYMBOL_TEXT,
} from '@app/kline';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';
import { PageQuery } from '../http/page.dto.js';
import { SentOnce } from '../http/sent-once.decorator.js';
import { IMPORT_COLUMNS, IMPORT_ID } from './import.examples.js';

const KNOWN_COLUMNS: readonly string[] = COLUMN_NAMES;
const FLAGS = ['true', 'false'];

const COLUMNS_TEXT = text(
  'must be a JSON object of headers or places from 0, with keys of time, date, open, high, low, close, volume, quote_volume, trades and symbol',
  '必须是 JSON 对象：键为 time、date、open、high、low、close、volume、quote_volume、trades 或 symbol，值为列名或从 0 起的列号',
);
const DECIMAL_TEXT = text('must be a dot (.) or a comma (,)', '必须是点（.）或逗号（,）');
const ZONE_TEXT = text(
  'must be an IANA time zone such as America/New_York, or an offset such as +02:00',
  '必须是 IANA 时区（如 Asia/Shanghai）或偏移量（如 +08:00）',
);

/** Names an import in a path. */
export class ImportParams {
  @ApiProperty({ format: 'uuid', example: IMPORT_ID, description: 'Id of the import.' })
  @IsUUID()
  id!: string;
}

/** Asks for one page of imports. */
export class ImportsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'BTCUSDT', description: 'Only imports of this symbol.' })
  @IsOptional()
  @Fits(isSymbol, SYMBOL_TEXT)
  symbol?: string;

  @ApiPropertyOptional({
    enum: IMPORT_STATES,
    example: 'COMPLETED',
    description: 'Only imports in this state.',
  })
  @IsOptional()
  @IsIn([...IMPORT_STATES])
  status?: ImportState;
}

/** Says whether an import is only tried. */
export class ImportQuery {
  @ApiPropertyOptional({
    enum: FLAGS,
    example: 'false',
    description: 'Tells what the import would do, and writes nothing.',
  })
  @IsOptional()
  @IsIn(FLAGS)
  dry_run?: string;
}

/** Sends one file of market data and says how to read it; what is left out is found by looking. */
export class ImportBody {
  @ApiPropertyOptional({
    enum: MARKET_FORMATS,
    example: 'csv',
    description: 'Format, when it cannot be told, in letters of any case.',
  })
  @IsOptional()
  @SentOnce()
  @Transform(({ value }: { value: unknown }) => lowerCased(value))
  @IsIn([...MARKET_FORMATS])
  format?: string;

  @ApiPropertyOptional({ example: 'BTCUSDT' })
  @IsOptional()
  @SentOnce()
  @Fits(isSymbol, SYMBOL_TEXT)
  symbol?: string;

  @ApiPropertyOptional({ enum: TIMEFRAMES, example: '1h' })
  @IsOptional()
  @SentOnce()
  @IsIn([...TIMEFRAMES])
  timeframe?: Timeframe;

  @ApiPropertyOptional({
    example: 'America/New_York',
    description: 'Zone of times that name none: an IANA zone, or an offset such as +02:00.',
  })
  @IsOptional()
  @SentOnce()
  @Fits(isZone, ZONE_TEXT)
  timezone?: string;

  @ApiPropertyOptional({
    type: String,
    example: JSON.stringify(IMPORT_COLUMNS),
    description: 'JSON: the header, or the place counted from 0, of columns.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => parsed(value))
  @Fits(areColumns, COLUMNS_TEXT)
  columns?: ImportOptions['columns'];

  @ApiPropertyOptional({ enum: ['.', ','], example: '.', description: 'Sign before decimals.' })
  @IsOptional()
  @SentOnce()
  @Fits(isDecimalSign, DECIMAL_TEXT)
  decimal?: '.' | ',';

  @ApiPropertyOptional({
    enum: CONFLICT_POLICIES,
    default: 'replace',
    example: 'replace',
    description:
      'What happens to stored rows that differ: they are replaced, they are kept, or the import fails.',
  })
  @IsOptional()
  @SentOnce()
  @IsIn([...CONFLICT_POLICIES])
  on_conflict?: ConflictPolicy;

  @ApiPropertyOptional({
    enum: FLAGS,
    default: 'false',
    example: 'false',
    description:
      'Makes raw prices comparable over splits and dividends, by the factors of a LEAN factor file that was imported for the symbol, or else by its splits and dividends.',
  })
  @IsOptional()
  @SentOnce()
  @IsIn(FLAGS)
  adjust?: string;

  static toOptions({ on_conflict, adjust, ...options }: ImportBody): ImportOptions {
    return { ...options, onConflict: on_conflict ?? 'replace', adjust: adjust === 'true' };
  }
}

function lowerCased(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isDecimalSign(value: unknown): boolean {
  return value === '.' || value === ',';
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function areColumns(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, place]) => KNOWN_COLUMNS.includes(name) && isPlace(place),
  );
}

function isPlace(value: unknown): boolean {
  if (typeof value === 'string') return value.length > 0;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
