import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import type { User } from '@app/auth';
import { type Role, ROLES } from '@app/platform';
import { IsGiven } from '../http/is-given.decorator.js';
import { RegisterRequest } from './auth.dto.js';
import { USER_ID } from './auth.examples.js';
import { IsNewPassword } from './credentials.decorators.js';

/** Names a user in a path. */
export class UserParams {
  @ApiProperty({ format: 'uuid', example: USER_ID, description: 'Id of the user.' })
  @IsUUID()
  id!: string;
}

/** Adds a user. */
export class CreateUserRequest extends RegisterRequest {
  @ApiPropertyOptional({ enum: ROLES, default: 'trader', example: 'trader' })
  @IsGiven()
  @IsIn(ROLES)
  role: Role = 'trader';
}

/** Changes a user; what is left out stays. */
export class UpdateUserRequest {
  @ApiPropertyOptional({ enum: ROLES, example: 'viewer' })
  @IsGiven()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ example: false, description: 'True ends every login and API key.' })
  @IsGiven()
  @IsBoolean()
  disabled?: boolean;

  @ApiPropertyOptional({
    example: 'incorrect pony charger paperclip',
    minLength: 8,
    maxLength: 200,
    description: 'Ends every login.',
  })
  @IsGiven()
  @IsNewPassword()
  password?: string;
}

/** Shows a user. */
export class UserResponse {
  @ApiProperty({ format: 'uuid', example: USER_ID })
  id!: string;

  @ApiProperty({ example: 'ada' })
  username!: string;

  @ApiProperty({ enum: ROLES, example: 'trader' })
  role!: Role;

  @ApiProperty({ example: false })
  disabled!: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T09:00:05.377Z' })
  created_at!: string;

  static of({ id, username, role, disabled, createdAt }: User): UserResponse {
    return { id, username, role, disabled, created_at: createdAt.toISOString() };
  }
}
