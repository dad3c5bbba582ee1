import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@app/platform';
import { strategyErrors, StrategyService } from '@app/strategy';
import { CurrentActor } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOfAll } from '../http/page.dto.js';
import { DiffQuery, StrategiesQuery, VersionQuery, VersionsQuery } from './strategy-query.dto.js';
import {
  DiffResponse,
  StrategyParams,
  StrategyResponse,
  StrategySourceResponse,
} from './strategy.dto.js';

const { 'strategy/not-found': notFound, 'strategy/version-not-found': noVersion } = strategyErrors;

@ApiTags('strategy')
@Controller('strategy')
export class StrategyController {
  constructor(private readonly strategies: StrategyService) {}

  @Get()
  @ApiOperation({
    summary: 'List strategies with the JSON Schemas of their params',
    description: 'Those of Barline and your own; admins see those of all users.',
  })
  @ApiPage(StrategyResponse)
  @Message('Strategies.', '策略列表获取成功')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: StrategiesQuery,
  ): Promise<Page<StrategyResponse>> {
    const filter = { archived: query.archived === 'true', tag: query.tag };
    const all = await this.strategies.list(actor, filter);
    return pageOfAll(all.map(StrategyResponse.of), query);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Read a version of a strategy, with its source' })
  @ApiData(StrategySourceResponse)
  @ApiErrors(notFound, noVersion)
  @Message('Strategy.', '策略获取成功')
  async find(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() { owner: ownerId, version }: VersionQuery,
  ): Promise<StrategySourceResponse> {
    const found = await this.strategies.find(name, actor, { ownerId, version });
    return StrategySourceResponse.of(found);
  }

  @Get(':name/versions')
  @ApiOperation({ summary: 'List the versions of a strategy, newest first' })
  @ApiPage(StrategySourceResponse)
  @ApiErrors(notFound)
  @Message('Strategy versions.', '策略版本获取成功')
  async versions(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() query: VersionsQuery,
  ): Promise<Page<StrategySourceResponse>> {
    const page = pageOfAll(await this.strategies.versions(name, actor, query.owner), query);
    const items = await this.strategies.withSources(page.items);
    return { ...page, items: items.map(StrategySourceResponse.of) };
  }

  @Get(':name/diff')
  @ApiOperation({ summary: 'Compare the sources of two versions' })
  @ApiData(DiffResponse)
  @ApiErrors(notFound, noVersion)
  @Message('Difference.', '版本差异获取成功')
  async diff(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() { from, to, owner: ownerId }: DiffQuery,
  ): Promise<DiffResponse> {
    return this.strategies.diff(name, actor, { from, to, ownerId });
  }
}
