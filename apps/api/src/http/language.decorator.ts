import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { type Language, preferredLanguage } from '@app/platform';

/** Hands the language of a request's answer to a route's parameter. */
export const RequestLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language =>
    preferredLanguage(context.switchToHttp().getRequest<Request>().headers['accept-language']),
);
