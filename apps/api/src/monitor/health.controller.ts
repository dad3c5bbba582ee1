import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Response } from 'express';
import { VERSION } from '@app/platform';
import { Public } from '../auth/access.decorators.js';
import { HealthResponse, LiveResponse, ReadyResponse } from './health.dto.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller('health')
@Public()
@SkipThrottle()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @ApiOperation({ summary: 'Say that the api answers, and its version' })
  @ApiOkResponse({ type: HealthResponse, description: 'The api answers.' })
  healthy(): HealthResponse {
    return { status: 'healthy', version: VERSION };
  }

  @Get('live')
  @ApiOperation({ summary: 'Say that the process lives, whatever else is away' })
  @ApiOkResponse({ type: LiveResponse, description: 'The process lives.' })
  live(): LiveResponse {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Say whether database and queue answer' })
  @ApiOkResponse({ type: ReadyResponse, description: 'Both answer.' })
  @ApiServiceUnavailableResponse({
    type: ReadyResponse,
    description: 'The database or the queue does not answer within 2 seconds.',
    example: { status: 'unavailable', database: true, queue: false },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyResponse> {
    const ready = await this.health.ready();
    if (ready.status !== 'ready') response.status(503);
    return ready;
  }
}
