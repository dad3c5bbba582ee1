import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import type { ApiKey } from '@app/auth';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';
import { API_KEY_ID } from './auth.examples.js';

const PLAIN_TEXT = text('must be one line of plain text', '必须是单行文本');

/** Names an API key in a path. */
export class ApiKeyParams {
  @ApiProperty({ format: 'uuid', example: API_KEY_ID, description: 'Id of the API key.' })
  @IsUUID()
  id!: string;
}

/** Asks for an API key. */
export class CreateApiKeyRequest {
  @ApiProperty({
    example: 'notebook',
    minLength: 1,
    maxLength: 100,
    description: 'What it is for.',
  })
  @IsString()
  @Length(1, 100)
  @Fits((value) => typeof value !== 'string' || !/\p{Cc}/u.test(value), PLAIN_TEXT)
  name!: string;
}

/** Shows an API key without its text. */
export class ApiKeyResponse {
  @ApiProperty({ format: 'uuid', example: API_KEY_ID })
  id!: string;

  @ApiProperty({ example: 'notebook' })
  name!: string;

  @ApiProperty({ example: 'bl_deg9Wwx', description: 'First characters of the key.' })
  prefix!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T09:15:00.823Z' })
  created_at!: string;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    example: '2026-01-05T09:30:00.000Z',
    description: 'To a minute; null before the first use.',
  })
  last_used_at!: string | null;

  static of({ id, name, prefix, createdAt, lastUsedAt }: ApiKey): ApiKeyResponse {
    return {
      id,
      name,
      prefix,
      created_at: createdAt.toISOString(),
      last_used_at: lastUsedAt?.toISOString() ?? null,
    };
  }
}

/** Shows an API key with its text, this one time. */
export class NewApiKeyResponse extends ApiKeyResponse {
  @ApiProperty({
    example: 'bl_deg9WwxCVbRyYktiXvGSWoE11N4nPENv6J5Z7ssGeqI',
    description: 'Goes into X-API-Key; it is never shown again.',
  })
  key!: string;
}
