import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import {
  BacktestModule,
  BacktestReconciler,
  RunPool,
  ProgramStore,
  RunSupervisor,
  SweepService,
} from '@app/backtest';
import { ImportReconciler, ImportSupervisor, KlineModule } from '@app/kline';
import { MonitorModule } from '@app/monitor';
import { PlatformModule } from '@app/platform';
import { CheckPool, CheckReconciler, CheckSupervisor, StrategyModule } from '@app/strategy';
import { BacktestProcessor } from './backtest.processor.js';
import { DataProcessor } from './data.processor.js';
import { MaintenanceProcessor } from './maintenance.processor.js';
import { ThreadPool } from './pool/thread-pool.service.js';
import { StrategyProcessor } from './strategy.processor.js';

/** Assembles the worker: the plumbing, the features, and the processors of the queues. */
@Module({
  imports: [
    PlatformModule.forProcess('worker'),
    AuthModule,
    BacktestModule,
    KlineModule,
    MonitorModule,
    StrategyModule,
  ],
  providers: [
    BacktestProcessor,
    BacktestReconciler,
    CheckPool,
    CheckReconciler,
    CheckSupervisor,
    DataProcessor,
    ImportReconciler,
    ImportSupervisor,
    MaintenanceProcessor,
    ProgramStore,
    RunSupervisor,
    StrategyProcessor,
    SweepService,
    ThreadPool,
    { provide: RunPool, useExisting: ThreadPool },
  ],
})
export class AppModule {}
