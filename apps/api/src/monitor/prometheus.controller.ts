import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { monitorErrors } from '@app/monitor';
import { settings, type Settings } from '@app/platform';
import { Public } from '../auth/access.decorators.js';
import { ApiErrors } from '../http/api-docs.decorators.js';
import { checkMetricsAccess } from './metrics-access.js';
import { PrometheusService } from './prometheus.service.js';

@ApiTags('health')
@Controller('metrics')
@Public()
@SkipThrottle()
export class PrometheusController {
  constructor(
    private readonly prometheus: PrometheusService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Read all figures as Prometheus text; METRICS_TOKEN as bearer, or from loopback only',
  })
  @ApiOkResponse({
    description: 'Text format of Prometheus.',
    content: {
      'text/plain': { schema: { type: 'string', example: 'barline_runs{state="RUNNING"} 2' } },
    },
  })
  @ApiErrors(monitorErrors['metrics/token-required'], monitorErrors['metrics/loopback-only'])
  async metrics(@Req() request: Request, @Res() response: Response): Promise<void> {
    checkMetricsAccess(request, this.settings.METRICS_TOKEN);
    const text = await this.prometheus.text();
    response.type(this.prometheus.contentType).send(text);
  }
}
