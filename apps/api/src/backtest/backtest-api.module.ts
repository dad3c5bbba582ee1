import { Module } from '@nestjs/common';
import { BacktestModule } from '@app/backtest';
import { BacktestController } from './backtest.controller.js';
import { RecordsController } from './records.controller.js';

/** Opens runs over HTTP. */
@Module({
  imports: [BacktestModule],
  controllers: [BacktestController, RecordsController],
})
export class BacktestApiModule {}
