import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { STRATEGY_KINDS, type StrategyKind, type StrategyVersion } from '@app/strategy';
import { CREATED_AT, DESCRIPTION, DIFF, HASH, PARAMS_SCHEMA, SOURCE } from './strategy.examples.js';

/** Names a strategy in a path. */
export class StrategyParams {
  @ApiProperty({ example: 'sma-cross', description: 'Name of the strategy.' })
  @IsString()
  @Length(1, 100)
  name!: string;
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
  @ApiProperty({ example: SOURCE, description: 'TypeScript or JavaScript; of rules their JSON.' })
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
