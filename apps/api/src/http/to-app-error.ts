import { HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { AppError, isAway, platformErrors } from '@app/platform';

/** Turns anything thrown into the failure that a client may see. */
export function toAppError(exception: unknown, request: Request): AppError {
  if (exception instanceof AppError) return exception;
  if (isAway(exception)) {
    return new AppError(platformErrors['server/unavailable'], { retryAfter: 1, cause: exception });
  }
  const status = statusOf(exception);
  if (status === 400) return new AppError(platformErrors['request/malformed']);
  if (status === 404) {
    return new AppError(platformErrors['route/not-found'], {
      values: { method: request.method, path: request.path },
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
