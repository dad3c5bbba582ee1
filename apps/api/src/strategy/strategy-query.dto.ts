import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { PageQuery } from '../http/page.dto.js';
import { OWNER_ID } from './strategy.examples.js';

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
