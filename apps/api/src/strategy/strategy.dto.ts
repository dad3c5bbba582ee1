import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { text } from '@app/platform';
import { STRATEGY_KINDS, type StrategyKind, type StrategyVersion } from '@app/strategy';
import { Fits } from '../http/fits.decorator.js';
import { PageQuery } from '../http/page.dto.js';
import {
  CREATED_AT,
  DESCRIPTION,
  DIFF,
  HASH,
  OWN_SOURCE,
  OWNER_ID,
  PARAMS_SCHEMA,
  SOURCE,
} from './strategy.examples.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const LANGUAGES = ['typescript', 'javascript'] as const;
const NAME_TEXT = text(
  'must be 1 to 100 letters, digits, dots, underscores or hyphens, and begin with a letter or digit',
  '须为 1 到 100 个字母、数字、点、下划线或连字符，且以字母或数字开头',
);

/** Names a strategy in a path. */
export class StrategyParams {
  @ApiProperty({ example: 'sma-cross', description: 'Name of the strategy.' })
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** Says whose strategy is meant, where an admin sees several of one name. */
export class OwnerQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    example: OWNER_ID,
    description: 'The user whose strategy is meant; only admins see those of others.',
  })
  @IsOptional()
  @IsUUID()
  owner?: string;
}

/** Asks for one version of a strategy. */
export class VersionQuery extends OwnerQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    example: 1,
    description: 'The newest by default.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;
}

/** Asks for one page of the versions of a strategy. */
export class VersionsQuery extends PageQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    example: OWNER_ID,
    description: 'The user whose strategy is meant.',
  })
  @IsOptional()
  @IsUUID()
  owner?: string;
}

/** Asks for two versions to be compared. */
export class DiffQuery extends OwnerQuery {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1, description: 'The older version.' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  from!: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    example: 2,
    description: 'The newest by default.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  to?: number;
}

/** Asks for one page of the strategies. */
export class StrategiesQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    example: 'false',
    description: 'Also archived ones.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  archived: string = 'false';

  @ApiPropertyOptional({ example: 'trend', description: 'Only those with this tag.' })
  @IsOptional()
  @IsString()
  @Length(1, 50)
  tag?: string;
}

/** Sends a source to be checked. */
export class ValidateBody {
  @ApiProperty({
    example: OWN_SOURCE,
    description: 'TypeScript or JavaScript that imports nothing but `@barline/engine`.',
  })
  @IsString()
  source!: string;

  @ApiPropertyOptional({
    enum: LANGUAGES,
    default: 'typescript',
    example: 'typescript',
    description: 'JavaScript may leave types unsaid.',
  })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

/** Says something of a strategy beside its source. */
export class StrategyTextsBody {
  @ApiPropertyOptional({ example: 'Shorter averages than before.', description: 'Free text.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string;

  @ApiPropertyOptional({ type: [String], example: ['trend'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  tags?: string[];
}

/** Sends a new version of a strategy. */
export class UpdateStrategyBody extends IntersectionType(ValidateBody, StrategyTextsBody) {}

/** Sends a new strategy. */
export class CreateStrategyBody extends UpdateStrategyBody {
  @ApiPropertyOptional({
    example: 'my-cross',
    description: 'Must be the name in the source, which it defaults to.',
  })
  @IsOptional()
  @Fits((value) => typeof value === 'string' && NAME.test(value), NAME_TEXT)
  name?: string;
}

/** Changes what is said of a strategy. */
export class ChangeStrategyBody extends StrategyTextsBody {
  @ApiPropertyOptional({
    example: true,
    description:
      'An archived strategy is left out of the list, and gets neither runs nor versions.',
  })
  @IsOptional()
  @IsBoolean()
  archived?: boolean;
}

/** Answers one version of a strategy. */
export class StrategyResponse {
  @ApiProperty({ example: 'sma-cross' })
  name!: string;

  @ApiProperty({ example: 1 })
  version!: number;

  @ApiProperty({ example: true, description: 'Whether it comes with Barline.' })
  built_in!: boolean;

  @ApiProperty({ example: DESCRIPTION })
  description!: string;

  @ApiProperty({ example: HASH, description: 'SHA-256 of the source, in hexadecimal.' })
  strategy_hash!: string;

  @ApiProperty({ type: Object, example: PARAMS_SCHEMA, description: 'JSON Schema of the params.' })
  params_schema!: Record<string, unknown>;

  @ApiProperty({ format: 'date-time', example: CREATED_AT })
  created_at!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'Null for a built-in.',
  })
  owner_id!: string | null;

  @ApiProperty({ enum: STRATEGY_KINDS, example: 'built-in' })
  kind!: StrategyKind;

  @ApiProperty({ enum: ['symbol', 'portfolio'], example: 'symbol' })
  scope!: string;

  @ApiProperty({
    type: [String],
    nullable: true,
    example: ['sma'],
    description: 'Indicators that its trial made; null where it had none, as a built-in.',
  })
  indicators!: string[] | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 29,
    description:
      'Bars that its indicators need before their first values, with the default params.',
  })
  warm_up!: number | null;

  @ApiProperty({ example: '' })
  notes!: string;

  @ApiProperty({ type: [String], example: [] })
  tags!: string[];

  @ApiProperty({ example: false })
  archived!: boolean;

  static of(version: StrategyVersion): StrategyResponse {
    return {
      name: version.name,
      version: version.version,
      built_in: version.ownerId === null,
      description: version.description,
      strategy_hash: version.sourceHash,
      params_schema: version.paramsSchema,
      created_at: version.createdAt.toISOString(),
      owner_id: version.ownerId,
      kind: version.kind,
      scope: version.scope,
      indicators: version.indicators,
      warm_up: version.warmUp,
      notes: version.notes,
      tags: version.tags,
      archived: version.archivedAt !== null,
    };
  }
}

/** Answers one strategy with its source. */
export class StrategySourceResponse extends StrategyResponse {
  @ApiProperty({ example: SOURCE, description: 'TypeScript.' })
  source!: string;

  static override of(version: StrategyVersion): StrategySourceResponse {
    return { ...StrategyResponse.of(version), source: version.source };
  }
}

/** Compares two versions of a strategy. */
export class DiffResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  from!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  to!: number;

  @ApiProperty({
    example: DIFF,
    description: 'Unified diff of the sources; empty when they are the same.',
  })
  diff!: string;
}
