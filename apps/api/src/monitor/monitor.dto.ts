import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ProcessView, QueueCounts, RunCounts, SystemMetrics, Totals } from '@app/monitor';

const TIME = '2026-01-05T09:30:00.000Z';

const GAUGES = {
  cpu_share: 0.41,
  cores: 4,
  rss_bytes: 207_515_648,
  heap_used_bytes: 51_474_144,
  heap_total_bytes: 110_395_392,
  event_loop_lag_mean_ms: 0.312,
  event_loop_lag_p99_ms: 3.2,
  event_loop_lag_max_ms: 7.4,
  database_connections: 4,
  database_idle: 3,
  database_waiting: 0,
  threads_total: 4,
  threads_busy: 2,
  running_jobs: 2,
  sockets: 0,
  topics: 0,
};

/** Names a queue in a path. */
export class QueueParams {
  @ApiProperty({
    enum: ['backtest', 'data', 'maintenance', 'strategy'],
    example: 'backtest',
    description: 'Name of the queue.',
  })
  @IsString()
  @MaxLength(64)
  name!: string;
}

/** Asks how far back the history goes. */
export class MetricsHistoryQuery {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 1440,
    default: 60,
    example: 60,
    description: 'Minutes to look back; samples are kept for a day.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1440)
  minutes: number = 60;
}

/** Tells how one queue stands. */
export class QueueResponse implements QueueCounts {
  @ApiProperty({ example: 'backtest' })
  name!: string;

  @ApiProperty({ example: 12, description: 'Jobs that no worker has taken yet.' })
  waiting!: number;

  @ApiProperty({ example: 2, description: 'Jobs that a worker holds.' })
  active!: number;

  @ApiProperty({ example: 0, description: 'Jobs that wait for a time.' })
  delayed!: number;

  @ApiProperty({ example: 0, description: 'Jobs that failed and are kept.' })
  failed!: number;

  @ApiProperty({ example: false, description: 'Paused queues hand out no jobs.' })
  paused!: boolean;
}

/** Tells how one process does. */
export class ProcessResponse implements ProcessView {
  @ApiProperty({ format: 'uuid', example: 'f07018ca-7dd3-4edb-a212-5aa2c3d7fdc0' })
  id!: string;

  @ApiProperty({ enum: ['api', 'worker'], example: 'worker' })
  kind!: string;

  @ApiProperty({ example: 'worker-1' })
  host!: string;

  @ApiProperty({ example: 4242 })
  pid!: number;

  @ApiProperty({ example: '0.1.0' })
  version!: string;

  @ApiProperty({ example: true, description: 'False without a heartbeat for 15 seconds.' })
  alive!: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T09:00:04.459Z' })
  started_at!: string;

  @ApiProperty({ format: 'date-time', example: TIME })
  heartbeat_at!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: GAUGES,
    description:
      'Figures of the last heartbeat: cpu_share (of all cores, 0 to 1), cores, rss_bytes, heap_used_bytes, ' +
      'heap_total_bytes, event_loop_lag_mean_ms, event_loop_lag_p99_ms, event_loop_lag_max_ms, ' +
      'database_connections, database_idle, database_waiting, threads_total, threads_busy, running_jobs, ' +
      'sockets, topics.',
  })
  metrics!: Record<string, number>;
}

/** Sums the figures of all living processes. */
export class TotalsResponse implements Totals {
  @ApiProperty({ example: 1 })
  apis!: number;

  @ApiProperty({ example: 2 })
  workers!: number;

  @ApiProperty({ example: 0.41, description: 'Of the cores of all hosts, 0 to 1.' })
  cpu_share!: number;

  @ApiProperty({ example: 420_000_000 })
  rss_bytes!: number;

  @ApiProperty({ example: 3.2, description: 'Of the slowest process.' })
  event_loop_lag_p99_ms!: number;

  @ApiProperty({ example: 8 })
  threads_total!: number;

  @ApiProperty({ example: 2 })
  threads_busy!: number;

  @ApiProperty({ example: 2 })
  running_jobs!: number;

  @ApiProperty({ example: 3 })
  sockets!: number;

  @ApiProperty({ example: 2 })
  topics!: number;

  @ApiProperty({ example: 9 })
  database_connections!: number;
}

/** Counts runs by state. */
export class RunCountsResponse implements RunCounts {
  @ApiProperty({ example: 12 })
  PENDING!: number;

  @ApiProperty({ example: 2 })
  RUNNING!: number;

  @ApiProperty({ example: 1041 })
  COMPLETED!: number;

  @ApiProperty({ example: 3 })
  FAILED!: number;

  @ApiProperty({ example: 7 })
  STOPPED!: number;
}

/** Tells the figures of the whole system at one moment. */
export class SystemFiguresResponse {
  @ApiProperty({ format: 'date-time', example: TIME })
  timestamp!: string;

  @ApiProperty({ type: TotalsResponse })
  totals!: TotalsResponse;

  @ApiProperty({
    type: [QueueResponse],
    nullable: true,
    description: 'Null when the queue did not answer.',
  })
  queues!: QueueResponse[] | null;

  @ApiProperty({ type: RunCountsResponse })
  runs!: RunCountsResponse;
}

/** Tells the figures of this moment with every living process. */
export class SystemMetricsResponse extends SystemFiguresResponse implements SystemMetrics {
  @ApiProperty({ type: [ProcessResponse] })
  processes!: ProcessResponse[];
}
