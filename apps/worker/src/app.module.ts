import { Module } from '@nestjs/common';
import { BacktestModule, BacktestReconciler, RunPool, RunSupervisor } from '@app/backtest';
import { PlatformModule } from '@app/platform';
import { BacktestProcessor } from './backtest.processor.js';
import { ThreadPool } from './pool/thread-pool.service.js';

/** Assembles the worker: the plumbing, the features, and the processors of the queues. */
@Module({
  imports: [PlatformModule.forProcess('worker'), BacktestModule],
  providers: [
    BacktestProcessor,
    BacktestReconciler,
    RunSupervisor,
    ThreadPool,
    { provide: RunPool, useExisting: ThreadPool },
  ],
})
export class AppModule {}
