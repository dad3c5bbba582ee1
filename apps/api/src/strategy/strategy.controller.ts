import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { strategyErrors, StrategyService } from '@app/strategy';
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
  async list(@Query() query: PageQuery): Promise<Page<StrategyResponse>> {
    return pageOfAll((await this.strategies.list()).map(StrategyResponse.of), query);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Read the newest version of a strategy, with its source' })
  @ApiData(StrategySourceResponse)
  @ApiErrors(notFound)
  @Message('Strategy.', '策略获取成功')
  async find(@Param() { name }: StrategyParams): Promise<StrategySourceResponse> {
    return StrategySourceResponse.of(await this.strategies.find(name));
  }

  @Get(':name/versions')
  @ApiOperation({ summary: 'List the versions of a strategy, newest first' })
  @ApiPage(StrategySourceResponse)
  @ApiErrors(notFound)
  @Message('Strategy versions.', '策略版本获取成功')
  async versions(
    @Param() { name }: StrategyParams,
    @Query() query: PageQuery,
  ): Promise<Page<StrategySourceResponse>> {
    const versions = await this.strategies.versions(name);
    return pageOfAll(versions.map(StrategySourceResponse.of), query);
  }
}
