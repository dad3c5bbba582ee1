import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { monitorErrors, MonitorService, QueueService } from '@app/monitor';
import { AllowRoles } from '../auth/access.decorators.js';
import { ApiData, ApiErrors } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import {
  MetricsHistoryQuery,
  ProcessResponse,
  QueueParams,
  QueueResponse,
  SystemFiguresResponse,
  SystemMetricsResponse,
} from './monitor.dto.js';

@ApiTags('monitor')
@Controller('monitor')
export class MonitorController {
  constructor(
    private readonly monitor: MonitorService,
    private readonly queues: QueueService,
  ) {}

  @Get('metrics')
  @ApiOperation({ summary: 'Read the figures of this moment: totals, queues, runs, processes' })
  @ApiData(SystemMetricsResponse)
  @Message('System metrics.', '系统指标获取成功')
  metrics(): Promise<SystemMetricsResponse> {
    return this.monitor.metrics();
  }

  @Get('history')
  @ApiOperation({ summary: 'Read at most 720 samples of the last minutes, oldest first' })
  @ApiData([SystemFiguresResponse])
  @Message('Metrics history.', '历史指标获取成功')
  history(@Query() { minutes }: MetricsHistoryQuery): Promise<SystemFiguresResponse[]> {
    return this.monitor.history(minutes);
  }

  @Get('queues')
  @ApiOperation({ summary: 'Count the jobs of every queue' })
  @ApiData([QueueResponse])
  @Message('Queues.', '队列状态获取成功')
  listQueues(): Promise<QueueResponse[]> {
    return this.queues.counts();
  }

  @Get('workers')
  @ApiOperation({ summary: 'List the workers that were heard of in the last day' })
  @ApiData([ProcessResponse])
  @Message('Workers.', '工作进程获取成功')
  workers(): Promise<ProcessResponse[]> {
    return this.monitor.workers();
  }

  @Post('queues/:name/pause')
  @AllowRoles('admin')
  @ApiOperation({ summary: 'Pause a queue: jobs that run go on, none starts' })
  @ApiData(QueueResponse)
  @ApiErrors(monitorErrors['monitor/queue-not-found'])
  @Message('Queue paused.', '队列已暂停')
  pause(@Param() { name }: QueueParams): Promise<QueueResponse> {
    return this.queues.pause(name);
  }

  @Post('queues/:name/resume')
  @AllowRoles('admin')
  @ApiOperation({ summary: 'Let a paused queue go on' })
  @ApiData(QueueResponse)
  @ApiErrors(monitorErrors['monitor/queue-not-found'])
  @Message('Queue resumed.', '队列已恢复')
  resume(@Param() { name }: QueueParams): Promise<QueueResponse> {
    return this.queues.resume(name);
  }
}
