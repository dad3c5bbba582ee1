import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { StrategyVersion } from '@app/strategy';
import { CREATED_AT, DESCRIPTION, HASH, PARAMS_SCHEMA, SOURCE } from './strategy.examples.js';

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

  static of(version: StrategyVersion): StrategyResponse {
    return {
      name: version.name,
      version: version.version,
      built_in: version.ownerId === null,
      description: version.description,
      strategy_hash: version.sourceHash,
      params_schema: version.paramsSchema,
      created_at: version.createdAt.toISOString(),
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
