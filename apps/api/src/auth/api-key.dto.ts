import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { ApiKey } from '@app/auth';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';

const PLAIN_TEXT = text('must be one line of plain text', '必须是单行文本');

/** Asks for an API key. */
export class CreateApiKeyRequest {
  @ApiProperty({ example: 'notebook', minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Fits((value) => typeof value !== 'string' || !/\p{Cc}/u.test(value), PLAIN_TEXT)
  name!: string;
}

/** Shows an API key without its text. */
export class ApiKeyResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'notebook' })
  name!: string;

  @ApiProperty({ example: 'bl_Zk3x9Qa', description: 'First characters of the key.' })
  prefix!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'To a minute.' })
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
    example: 'bl_Zk3x9QaTn0m5Vb8c2Rf7Yw1Lp6Hs4Dj9Gu3Ke0Xi5Bo',
    description: 'Goes into X-API-Key; it is never shown again.',
  })
  key!: string;
}
