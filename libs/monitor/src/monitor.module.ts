import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BACKTEST_QUEUE, BacktestModule } from '@app/backtest';
import { DATA_QUEUE } from '@app/kline';
import { STRATEGY_QUEUE } from '@app/strategy';
import { HeartbeatService } from './heartbeat.service.js';
import { MAINTENANCE_QUEUE, MaintenanceJobs } from './maintenance.job.js';
import { MetricSample } from './metric-sample.entity.js';
import { MonitorService } from './monitor.service.js';
import { Process } from './process.entity.js';
import { ProcessMeter } from './process-meter.js';
import { ProcessRepository } from './process.repository.js';
import { type MonitoredQueue, MONITORED_QUEUES, QueueService } from './queue.service.js';
import { SampleRepository } from './sample.repository.js';

const QUEUES = [BACKTEST_QUEUE, DATA_QUEUE, MAINTENANCE_QUEUE, STRATEGY_QUEUE];

/** Watches the processes and queues of Barline, in api and worker alike. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Process, MetricSample]),
    BacktestModule,
    BullModule.registerQueue(
      { name: DATA_QUEUE },
      { name: MAINTENANCE_QUEUE },
      { name: STRATEGY_QUEUE },
    ),
  ],
  providers: [
    ProcessMeter,
    ProcessRepository,
    SampleRepository,
    QueueService,
    MonitorService,
    HeartbeatService,
    MaintenanceJobs,
    {
      provide: MONITORED_QUEUES,
      inject: QUEUES.map((name) => getQueueToken(name)),
      useFactory: (...queues: MonitoredQueue[]) => queues,
    },
  ],
  exports: [MonitorService, QueueService, HeartbeatService, MaintenanceJobs],
})
export class MonitorModule {}
