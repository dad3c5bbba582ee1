import { Module } from '@nestjs/common';
import { MonitorModule } from '@app/monitor';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MonitorController } from './monitor.controller.js';
import { PrometheusController } from './prometheus.controller.js';
import { PrometheusService } from './prometheus.service.js';

/** Opens health, figures and queues over HTTP. */
@Module({
  imports: [MonitorModule],
  controllers: [HealthController, MonitorController, PrometheusController],
  providers: [HealthService, PrometheusService],
})
export class MonitorApiModule {}
