import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { settings, type Settings } from '../env.js';
import { CacheService } from './cache.service.js';
import { MemoryCacheService } from './memory-cache.service.js';
import { RedisCacheService } from './redis-cache.service.js';
import { connectRedis, REDIS } from './redis.js';

// A request must not hang while Redis is away, so commands fail at once instead of waiting for it.
const FAIL_FAST = { maxRetriesPerRequest: 1, commandTimeout: 2000 };

/** Provides the cache, in Redis where REDIS_URL is set and in memory elsewhere. */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [settings.KEY],
      useFactory: ({ REDIS_URL }: Settings) => {
        if (!REDIS_URL) return null;
        const logger = new Logger('Redis');
        return connectRedis(REDIS_URL, FAIL_FAST).on('error', (error) => {
          logger.warn(`Redis: ${error.message}`);
        });
      },
    },
    {
      provide: CacheService,
      inject: [REDIS, settings.KEY],
      useFactory: (redis: Redis | null, { REDIS_CACHE_TTL }: Settings) =>
        redis
          ? new RedisCacheService(redis, REDIS_CACHE_TTL)
          : new MemoryCacheService(REDIS_CACHE_TTL),
    },
  ],
  exports: [REDIS, CacheService],
})
export class CacheModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
