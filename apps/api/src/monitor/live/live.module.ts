import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BacktestEvents, BacktestModule } from '@app/backtest';
import { MonitorModule } from '@app/monitor';
import { Admission } from './admission.service.js';
import { Connections } from './connections.service.js';
import { LiveGateway } from './live.gateway.js';
import { Messages } from './messages.service.js';
import { RunWatcher } from './run-watcher.service.js';
import { Subscriptions } from './subscriptions.service.js';
import { SystemBroadcast } from './system-broadcast.service.js';
import { Transports } from './transports.service.js';
import { Upkeep } from './upkeep.service.js';

/** Tells clients over Socket.IO what happens while it happens. */
@Module({
  imports: [AuthModule, BacktestModule, MonitorModule],
  providers: [
    Admission,
    BacktestEvents,
    Connections,
    LiveGateway,
    Messages,
    RunWatcher,
    Subscriptions,
    SystemBroadcast,
    Transports,
    Upkeep,
  ],
})
export class LiveModule {}
