import { Module } from '@nestjs/common';
import { PlatformModule, SingleApiService } from '@app/platform';
import { BacktestApiModule } from './backtest/backtest-api.module.js';
import { HttpModule } from './http/http.module.js';
import { KlineApiModule } from './kline/kline-api.module.js';
import { LiveModule } from './monitor/live/live.module.js';
import { MonitorApiModule } from './monitor/monitor-api.module.js';
import { StrategyApiModule } from './strategy/strategy-api.module.js';

/** Assembles the api: the plumbing, what every request passes, and the doors of each feature. */
@Module({
  imports: [
    PlatformModule.forProcess('api'),
    HttpModule,
    BacktestApiModule,
    KlineApiModule,
    MonitorApiModule,
    LiveModule,
    StrategyApiModule,
  ],
  providers: [SingleApiService],
})
export class AppModule {}
