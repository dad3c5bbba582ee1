import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BacktestEvents, BacktestModule, BacktestService } from '@app/backtest';
import { ImportService, KlineModule } from '@app/kline';
import { MonitorModule } from '@app/monitor';
import { Admission } from './admission.service.js';
import { Connections } from './connections.service.js';
import { LiveGateway } from './live.gateway.js';
import { Messages } from './messages.service.js';
import { IMPORT_WATCHER, RUN_WATCHER, Subscriptions } from './subscriptions.service.js';
import { SystemBroadcast } from './system-broadcast.service.js';
import { Transports } from './transports.service.js';
import { Upkeep } from './upkeep.service.js';
import { Watcher } from './watcher.js';

/** Tells clients over Socket.IO what happens while it happens. */
@Module({
  imports: [AuthModule, BacktestModule, KlineModule, MonitorModule],
  providers: [
    Admission,
    BacktestEvents,
    Connections,
    LiveGateway,
    Messages,
    Subscriptions,
    SystemBroadcast,
    Transports,
    Upkeep,
    {
      provide: RUN_WATCHER,
      inject: [BacktestService, BacktestEvents],
      useFactory: (runs: BacktestService, events: BacktestEvents) => new Watcher(runs, events),
    },
    {
      provide: IMPORT_WATCHER,
      inject: [ImportService],
      useFactory: (imports: ImportService) => new Watcher(imports),
    },
  ],
})
export class LiveModule {}
