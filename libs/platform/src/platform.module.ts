import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { CacheModule } from './cache/cache.module.js';
import { DatabaseModule } from './database/database.module.js';
import { settings } from './env.js';
import { LoggerModule } from './logger/logger.module.js';
import { PROCESS_NAME } from './process-name.js';
import { QueueModule } from './queue/queue.module.js';

/** Gathers the plumbing that every process needs: settings, logs, database, queue and cache. */
@Global()
@Module({})
export class PlatformModule {
  static forProcess(name: 'api' | 'worker'): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [settings] }),
        LoggerModule,
        CacheModule,
        DatabaseModule,
        QueueModule,
      ],
      providers: [{ provide: PROCESS_NAME, useValue: name }],
      exports: [PROCESS_NAME],
    };
  }
}
