import { Body, Controller, Delete, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { backtestErrors, BacktestService, RunCreationService, statusView } from '@app/backtest';
import { klineErrors } from '@app/kline';
import type { Actor, Language } from '@app/platform';
import { strategyErrors } from '@app/strategy';
import { CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { RequestLanguage } from '../http/language.decorator.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf } from '../http/page.dto.js';
import {
  BacktestStatusResponse,
  BacktestSummaryResponse,
  HistoryQuery,
  RunParams,
} from './backtest.dto.js';
import { EquityQuery, EquityResponse } from './equity.dto.js';
import { idempotencyKey } from './idempotency-key.js';
import { IndicatorResponse } from './indicators.dto.js';
import { BacktestResultResponse } from './result.dto.js';
import { RUN_EXAMPLES } from './run-request.examples.js';
import { RunBacktestBody, RunBacktestResponse } from './run.dto.js';

const { 'backtest/not-found': notFound, 'backtest/no-result': noResult } = backtestErrors;

@ApiTags('backtest')
@Controller('backtest')
export class BacktestController {
  constructor(
    private readonly backtests: BacktestService,
    private readonly creation: RunCreationService,
  ) {}

  @Post('run')
  @Writes()
  @ApiOperation({ summary: 'Queue a backtest' })
  @ApiHeader({
    name: 'Idempotency-Key',
    description:
      'The same key and body within 24 hours give the same run; 1 to 255 printable ASCII characters.',
    schema: { type: 'string', example: 'sma-cross-2026-01-05' },
    required: false,
  })
  @ApiBody({ type: RunBacktestBody, examples: RUN_EXAMPLES })
  @ApiData(RunBacktestResponse)
  @ApiErrors(
    backtestErrors['backtest/too-long'],
    backtestErrors['backtest/too-many-bars'],
    backtestErrors['backtest/no-bars'],
    backtestErrors['backtest/no-funding'],
    klineErrors['kline/version-unknown'],
    klineErrors['kline/version-expired'],
    backtestErrors['backtest/currencies-mixed'],
    backtestErrors['backtest/idempotency-conflict'],
    ...Object.values(strategyErrors),
  )
  @Message('Backtest created.', '回测任务创建成功')
  async run(
    @CurrentActor() actor: Actor,
    @Body() body: RunBacktestBody,
    @RequestLanguage() language: Language,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<RunBacktestResponse> {
    const run = await this.creation.create(actor, body, idempotencyKey(key));
    const { backtest_id, status, message } = statusView(run, language);
    return { backtest_id, status, message };
  }

  @Get('history')
  @ApiOperation({ summary: 'List runs, newest first' })
  @ApiPage(BacktestSummaryResponse)
  @Message('Backtest history.', '回测历史获取成功')
  async history(
    @CurrentActor() actor: Actor,
    @Query() query: HistoryQuery,
    @RequestLanguage() language: Language,
  ): Promise<Page<BacktestSummaryResponse>> {
    const { strategy_name: strategyName, symbol, status, page, page_size } = query;
    const filter = { strategyName, symbol, status };
    const [runs, total] = await this.backtests.history(actor, filter, page, page_size);
    return pageOf(
      runs.map((run) => BacktestSummaryResponse.of(run, language)),
      total,
      query,
    );
  }

  @Get(':id/status')
  @ApiOperation({ summary: 'Read the state of a run' })
  @ApiData(BacktestStatusResponse)
  @ApiErrors(notFound)
  @Message('Backtest status.', '回测状态获取成功')
  async status(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @RequestLanguage() language: Language,
  ): Promise<BacktestStatusResponse> {
    return statusView(await this.backtests.find(id, actor), language);
  }

  @Get(':id/result')
  @ApiOperation({ summary: 'Read the result of a completed run' })
  @ApiData(BacktestResultResponse)
  @ApiErrors(notFound, noResult)
  @Message('Backtest result.', '回测结果获取成功')
  async result(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @RequestLanguage() language: Language,
  ): Promise<BacktestResultResponse> {
    const { run, result } = await this.backtests.result(id, actor);
    return BacktestResultResponse.of(run, result, language);
  }

  @Get(':id/equity')
  @ApiOperation({ summary: 'Read the equity curve of a completed run, thinned by LTTB' })
  @ApiData(EquityResponse)
  @ApiErrors(notFound, noResult)
  @Message('Equity curve.', '权益曲线获取成功')
  async equity(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @Query() { points }: EquityQuery,
  ): Promise<EquityResponse> {
    const curve = await this.backtests.equity(id, actor, points);
    return {
      total: curve.total,
      points: curve.points.map(({ time, equity }) => ({
        time: new Date(time).toISOString(),
        equity,
      })),
    };
  }

  @Get(':id/indicators')
  @ApiOperation({ summary: 'Read the indicators of a completed run, thinned by LTTB' })
  @ApiData([IndicatorResponse])
  @ApiErrors(notFound, noResult)
  @Message('Indicators.', '指标获取成功')
  async indicators(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @Query() { points }: EquityQuery,
  ): Promise<IndicatorResponse[]> {
    return (await this.backtests.indicators(id, actor, points)).map(IndicatorResponse.of);
  }

  @Post(':id/stop')
  @Writes()
  @ApiOperation({ summary: 'Stop a waiting or running run' })
  @ApiData(Boolean)
  @ApiErrors(notFound, backtestErrors['backtest/not-stoppable'])
  @Message('Backtest stopped.', '回测停止成功')
  async stop(@CurrentActor() actor: Actor, @Param() { id }: RunParams): Promise<true> {
    await this.backtests.stop(id, actor);
    return true;
  }

  @Delete(':id')
  @Writes()
  @ApiOperation({ summary: 'Delete a run with all that belongs to it' })
  @ApiData(Boolean)
  @ApiErrors(notFound, backtestErrors['backtest/still-running'])
  @Message('Backtest deleted.', '回测删除成功')
  async remove(@CurrentActor() actor: Actor, @Param() { id }: RunParams): Promise<true> {
    await this.backtests.remove(id, actor);
    return true;
  }
}
