import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CheckRepository } from './checks/check.repository.js';
import { CheckService } from './checks/check.service.js';
import { StrategyCheck } from './checks/strategy-check.entity.js';
import { StrategyAuthoring } from './strategy-authoring.service.js';
import { StrategyVersion } from './strategy.entity.js';
import { STRATEGY_QUEUE, StrategyJobs } from './strategy.job.js';
import { StrategyRepository } from './strategy.repository.js';
import { StrategyService } from './strategy.service.js';

/** Keeps strategies and their versions, and queues the checks of their sources; workers add what executes those. */
@Module({
  imports: [
    TypeOrmModule.forFeature([StrategyCheck, StrategyVersion]),
    BullModule.registerQueue({ name: STRATEGY_QUEUE }),
  ],
  providers: [
    CheckRepository,
    CheckService,
    StrategyAuthoring,
    StrategyJobs,
    StrategyRepository,
    StrategyService,
  ],
  exports: [
    BullModule,
    CheckRepository,
    CheckService,
    StrategyAuthoring,
    StrategyJobs,
    StrategyService,
  ],
})
export class StrategyModule {}
