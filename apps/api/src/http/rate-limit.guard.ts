import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { AppError, platformErrors } from '@app/platform';
import type { AuthenticatedRequest } from '../auth/access.decorators.js';

/** Limits requests per user once one is known, and per address before. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override async getTracker(request: AuthenticatedRequest): Promise<string> {
    return request.actor ? `user:${request.actor.id}` : `address:${request.ip}`;
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
