import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Put,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { klineErrors, KlineService, SymbolSettingsService } from '@app/kline';
import { type Actor, platformErrors } from '@app/platform';
import { AllowRoles, CurrentActor } from '../auth/access.decorators.js';
import { ApiData, ApiErrors } from '../http/api-docs.decorators.js';
import type { JsonText } from '../http/json-text.js';
import { Message } from '../http/message.decorator.js';
import { ARROW_TYPE, BarsResponder } from './bars.responder.js';
import { SYMBOL_SETTINGS_EXAMPLES } from './kline.examples.js';
import { BarPageResponse, BarRemovalResponse } from './kline.dto.js';
import {
  BarsQuery,
  rangeOf,
  RemovalQuery,
  SymbolParams,
  TimeframeQuery,
} from './kline-query.dto.js';
import { SymbolSettingsBody, SymbolSettingsResponse } from './symbol-settings.dto.js';

@ApiTags('kline')
@Controller('kline/:symbol')
export class KlineController {
  constructor(
    private readonly bars: BarsResponder,
    private readonly klines: KlineService,
    private readonly settings: SymbolSettingsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Read bars, oldest first',
    description:
      'JSON comes in pages; `text/csv` and `application/vnd.apache.arrow.stream` give the whole range at once, and take no `page`, `page_size` or `cursor`. ' +
      'The range is [start_date, end_date) by open time. A timeframe that is not stored is resampled from the finest ' +
      'stored one that fits into it, without a last bar that is not over; of one that is stored, places without a bar are ' +
      'filled in that way. The ETag names the versions of the series that are read.',
  })
  @ApiData(BarPageResponse, { otherTypes: ['text/csv', ARROW_TYPE] })
  @ApiErrors(
    klineErrors['kline/symbol-unknown'],
    klineErrors['kline/timeframe-unknown'],
    klineErrors['kline/range-invalid'],
    klineErrors['kline/range-too-large'],
    klineErrors['kline/cursor-invalid'],
    klineErrors['kline/exports-busy'],
    platformErrors['request/not-acceptable'],
  )
  @Message('Bars.', 'K线数据获取成功')
  read(
    @Param() { symbol }: SymbolParams,
    @Query() query: BarsQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JsonText | StreamableFile | undefined> {
    return this.bars.respond(symbol, query, request, response);
  }

  @Get('latest')
  @ApiOperation({ summary: 'Tell the open time of the last bar, null when there is none' })
  @ApiData(String, { nullable: true, example: '2025-09-19T22:00:00.000Z' })
  @Message('Latest open time.', '最新时间戳获取成功')
  async latest(
    @Param() { symbol }: SymbolParams,
    @Query() { timeframe }: TimeframeQuery,
  ): Promise<string | null> {
    const openTimeMs = await this.klines.latest(symbol, timeframe);
    return openTimeMs === null ? null : new Date(openTimeMs).toISOString();
  }

  @Get('settings')
  @ApiOperation({
    summary: 'Read what the market fixes for a symbol; defaults where nothing is set',
  })
  @ApiData(SymbolSettingsResponse)
  @Message('Settings of the symbol.', '交易对设置获取成功')
  async readSettings(@Param() { symbol }: SymbolParams): Promise<SymbolSettingsResponse> {
    return SymbolSettingsResponse.of(await this.settings.of(symbol));
  }

  @Put('settings')
  @AllowRoles('admin')
  @ApiOperation({ summary: 'Replace what the market fixes for a symbol' })
  @ApiBody({ type: SymbolSettingsBody, examples: SYMBOL_SETTINGS_EXAMPLES })
  @ApiData(SymbolSettingsResponse)
  @Message('Settings replaced.', '交易对设置已更新')
  async replaceSettings(
    @Param() { symbol }: SymbolParams,
    @Body() body: SymbolSettingsBody,
  ): Promise<SymbolSettingsResponse> {
    const terms = SymbolSettingsBody.toTerms(symbol, body);
    return SymbolSettingsResponse.of(await this.settings.replace(terms));
  }

  @Delete()
  @AllowRoles('admin')
  @ApiOperation({
    summary: 'Remove the bars of a range, of one timeframe or all',
    description:
      'With neither a range nor a timeframe the splits, dividends and factors of the symbol go with its bars.',
  })
  @ApiData(BarRemovalResponse)
  @ApiErrors(
    klineErrors['kline/symbol-unknown'],
    klineErrors['kline/timeframe-not-stored'],
    klineErrors['kline/range-invalid'],
  )
  @Message('Bars removed.', 'K线数据已删除')
  async remove(
    @Param() { symbol }: SymbolParams,
    @Query() query: RemovalQuery,
    @CurrentActor() { id }: Actor,
  ): Promise<BarRemovalResponse> {
    const { timeframe, start_date, end_date } = query;
    if ((timeframe ?? start_date ?? end_date) === undefined) {
      const { bars, adjustments } = await this.klines.removeSymbol(symbol, id);
      return { removed_count: bars, removed_adjustments_count: adjustments };
    }
    const removed = await this.klines.remove(symbol, timeframe, rangeOf(query), id);
    return { removed_count: removed, removed_adjustments_count: 0 };
  }
}
