import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { TokenPair } from '@app/auth';
import { ACCESS_TOKEN, REFRESH_TOKEN } from './auth.examples.js';
import { IsNewPassword, IsUsername } from './credentials.decorators.js';

// Far above any password that can be set, and short enough to hash.
const MAX_ENTERED = 1024;
const MAX_TOKEN = 4096;

/** Asks for a login. */
export class LoginRequest {
  @ApiProperty({ example: 'ada', description: 'Name of the user, in any case.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ENTERED)
  username!: string;

  @ApiProperty({ example: 'correct horse battery staple' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ENTERED)
  password!: string;
}

/** Asks for an account of one's own. */
export class RegisterRequest {
  @ApiProperty({
    example: 'ada',
    minLength: 3,
    maxLength: 64,
    description: 'Of a-z, 0-9, dot, underscore and hyphen; kept in lower case.',
  })
  @IsUsername()
  username!: string;

  @ApiProperty({ example: 'correct horse battery staple', minLength: 8, maxLength: 200 })
  @IsNewPassword()
  password!: string;
}

/** Asks for the next pair of tokens. */
export class RefreshRequest {
  @ApiProperty({
    example: REFRESH_TOKEN,
    description: 'The newest refresh token of the login; it works once.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_TOKEN)
  refresh_token!: string;
}

/** Asks for a new password of one's own. */
export class PasswordRequest {
  @ApiProperty({ example: 'correct horse battery staple', description: 'The password so far.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_ENTERED)
  old_password!: string;

  @ApiProperty({ example: 'incorrect pony charger paperclip', minLength: 8, maxLength: 200 })
  @IsNewPassword()
  new_password!: string;
}

/** Answers a login or a refresh. */
export class TokensResponse implements TokenPair {
  @ApiProperty({ example: ACCESS_TOKEN, description: 'Goes into Authorization: Bearer.' })
  access_token!: string;

  @ApiProperty({
    example: REFRESH_TOKEN,
    description: 'Gives the next pair, once, at POST auth/refresh.',
  })
  refresh_token!: string;

  @ApiProperty({ enum: ['bearer'], example: 'bearer' })
  token_type!: 'bearer';

  @ApiProperty({ example: 1800, description: 'Seconds that the access token lives.' })
  expires_in!: number;
}
