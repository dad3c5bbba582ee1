export { HeartbeatService } from './heartbeat.service.js';
export { type Chore, CHORES, MAINTENANCE_QUEUE, MaintenanceJobs } from './maintenance.job.js';
export { monitorErrors } from './monitor.errors.js';
export type { ClientEvents, ProgressData, ServerEvents } from './monitor.events.js';
export { MonitorModule } from './monitor.module.js';
export { MonitorService } from './monitor.service.js';
export { type GaugeName, GAUGES } from './process-meter.js';
export { type QueueCounts, QueueService } from './queue.service.js';
export type {
  ProcessView,
  RunCounts,
  SystemFigures,
  SystemMetrics,
  Totals,
} from './system-metrics.js';
