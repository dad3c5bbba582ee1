import { HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { AppError, isAway, platformErrors, text } from '@app/platform';
import { formFailure } from './form-failure.js';

// PostgreSQL stores no null character, neither in text (22021) nor in JSON (22P05).
const NOT_STORABLE = /^(22021|22P05)$/;
const NOT_STORABLE_TEXT = text('holds a null character', '含有空字符');
const BAD_PATH = /^(Failed to decode param|URI malformed)/;

/** Turns anything thrown into the failure that a client may see. */
export function toAppError(exception: unknown, request: Request): AppError {
  if (exception instanceof AppError) return exception;
  if (isAway(exception)) {
    return new AppError(platformErrors['server/unavailable'], { retryAfter: 1, cause: exception });
  }
  if (isNotStorable(exception)) {
    return new AppError(platformErrors['request/invalid'], {
      values: { count: 1 },
      details: [{ field: 'request', problem: NOT_STORABLE_TEXT }],
    });
  }
  const status = statusOf(exception);
  if (status === 400) {
    return formFailure(exception) ?? new AppError(platformErrors[badRequestCode(exception)]);
  }
  if (status === 404) {
    return new AppError(platformErrors['route/not-found'], {
      values: { method: request.method, path: request.originalUrl.split('?')[0] },
    });
  }
  if (status === 406) return new AppError(platformErrors['request/not-acceptable']);
  if (status === 413) {
    return new AppError(platformErrors['request/too-large'], {
      values: { limit: limitOf(exception) },
    });
  }
  if (status === 415) return new AppError(platformErrors['request/unsupported-media']);
  return new AppError(platformErrors['server/internal'], { cause: exception });
}

function isNotStorable(exception: unknown): boolean {
  if (!(exception instanceof Error)) return false;
  const code: unknown = Reflect.get(exception, 'code');
  return typeof code === 'string' && NOT_STORABLE.test(code);
}

function badRequestCode(exception: unknown): 'request/malformed' | 'request/path-malformed' {
  const isPath = exception instanceof Error && BAD_PATH.test(exception.message);
  return isPath ? 'request/path-malformed' : 'request/malformed';
}

function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  return fieldOf(exception, 'status', 500);
}

function limitOf(exception: unknown): number {
  const cause = exception instanceof HttpException ? exception.cause : exception;
  return fieldOf(cause, 'limit', 0);
}

function fieldOf(value: unknown, field: string, fallback: number): number {
  if (typeof value !== 'object' || value === null || !(field in value)) return fallback;
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'number' ? found : fallback;
}
