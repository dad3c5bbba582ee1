import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@app/platform';
import { strategyErrors, StrategyService } from '@app/strategy';
import { CurrentActor } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, PageQuery, pageOfAll } from '../http/page.dto.js';
import { StrategyParams, StrategyResponse, StrategySourceResponse } from './strategy.dto.js';

const { 'strategy/not-found': notFound } = strategyErrors;

@ApiTags('strategy')
@Controller('strategy')
export class StrategyController {
  constructor(private readonly strategies: StrategyService) {}

  @Get()
  @ApiOperation({ summary: 'List strategies with the JSON Schemas of their params' })
  @ApiPage(StrategyResponse)
  @Message('Strategies.', '策略列表获取成功')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<Page<StrategyResponse>> {
    const all = await this.strategies.list(actor, { archived: false });
    return pageOfAll(all.map(StrategyResponse.of), query);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Read the newest version of a strategy, with its source' })
  @ApiData(StrategySourceResponse)
  @ApiErrors(notFound)
  @Message('Strategy.', '策略获取成功')
  async find(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
  ): Promise<StrategySourceResponse> {
    return StrategySourceResponse.of(await this.strategies.find(name, actor));
  }

  @Get(':name/versions')
  @ApiOperation({ summary: 'List the versions of a strategy, newest first' })
  @ApiPage(StrategySourceResponse)
  @ApiErrors(notFound)
  @Message('Strategy versions.', '策略版本获取成功')
  async versions(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() query: PageQuery,
  ): Promise<Page<StrategySourceResponse>> {
    const versions = await this.strategies.versions(name, actor);
    return pageOfAll(versions.map(StrategySourceResponse.of), query);
  }
}
