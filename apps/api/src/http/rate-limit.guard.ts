import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { AppError, platformErrors, settings, type Settings } from '@app/platform';
import type { AuthenticatedRequest } from '../auth/access.decorators.js';
import { RateLimitStorage } from './rate-limit.storage.js';

/** Limits requests per user once one is known, and per address before. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @Inject(settings.KEY) values: Settings,
    // Without its name here, the base class's own token would be injected.
    @Inject(RateLimitStorage) storage: RateLimitStorage,
    reflector: Reflector,
  ) {
    const { RATE_LIMIT_REQUESTS: limit, RATE_LIMIT_WINDOW: seconds } = values;
    super(
      { throttlers: [{ limit, ttl: seconds * 1000 }], skipIf: () => limit === 0 },
      storage,
      reflector,
    );
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.getType() !== 'http';
  }

  protected override async getTracker(request: AuthenticatedRequest): Promise<string> {
    return request.actor
      ? `user:${request.actor.id}`
      : `address:${await super.getTracker(request)}`;
  }

  protected override generateKey(_: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async throwThrottlingException(
    _: ExecutionContext,
    { limit, ttl, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new AppError(platformErrors['request/rate-limited'], {
      values: { limit, window: ttl / 1000 },
      retryAfter: timeToBlockExpire,
    });
  }
}
