import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KlineModule } from '@app/kline';
import { StrategyModule } from '@app/strategy';
import { BacktestResult } from './backtest-result.entity.js';
import { Backtest } from './backtest.entity.js';
import { BACKTEST_QUEUE, BacktestJobs } from './backtest.job.js';
import { BacktestRepository } from './backtest.repository.js';
import { BacktestService } from './backtest.service.js';
import { ClaimRepository } from './claim.repository.js';
import { Indicator } from './indicator.entity.js';
import { Order } from './order.entity.js';
import { ResultRepository } from './result.repository.js';
import { RunCreationService } from './run-creation.service.js';
import { RunDataService } from './run-data.service.js';
import { RunLog } from './run-log.entity.js';
import { RunLoader } from './run-loader.service.js';
import { Trade } from './trade.entity.js';

/** Creates, queues, keeps and shows runs; workers add what executes them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Backtest, BacktestResult, Indicator, RunLog, Trade, Order]),
    BullModule.registerQueue({ name: BACKTEST_QUEUE }),
    KlineModule,
    StrategyModule,
  ],
  providers: [
    BacktestJobs,
    BacktestRepository,
    BacktestService,
    ClaimRepository,
    ResultRepository,
    RunCreationService,
    RunDataService,
    RunLoader,
  ],
  exports: [
    BullModule,
    BacktestJobs,
    BacktestService,
    ClaimRepository,
    ResultRepository,
    RunCreationService,
    RunLoader,
  ],
})
export class BacktestModule {}
