import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { isUsername, PASSWORD_LENGTH } from '@app/auth';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';

const USERNAME_TEXT = text(
  'must be 3 to 64 of a-z, 0-9, dot, underscore and hyphen',
  '必须是 3 到 64 个字符，只含 a-z、0-9、点、下划线和连字符',
);

/** Accepts a name that a user may have, in any case, and turns it into lower case. */
export const IsUsername = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.toLowerCase() : value,
    ),
    Fits(isUsername, USERNAME_TEXT),
  );

/** Accepts a password that a user may choose. */
export const IsNewPassword = () =>
  applyDecorators(IsString(), MinLength(PASSWORD_LENGTH.min), MaxLength(PASSWORD_LENGTH.max));
