import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdjustmentService, importErrors } from '@app/kline';
import type { Actor } from '@app/platform';
import { CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { AdjustmentResponse } from './adjustment.dto.js';
import { RemovalResponse } from './kline.dto.js';
import { SymbolParams } from './kline-query.dto.js';

@ApiTags('kline')
@Controller('kline/:symbol/adjustments')
export class AdjustmentsController {
  constructor(private readonly adjustments: AdjustmentService) {}

  @Get()
  @ApiOperation({
    summary: 'List the splits, dividends and factors that were imported for a symbol',
  })
  @ApiPage(AdjustmentResponse)
  @Message('Adjustments.', '复权数据获取成功')
  async page(
    @Param() { symbol }: SymbolParams,
    @Query() query: PageQuery,
  ): Promise<Page<AdjustmentResponse>> {
    const [rows, total] = await this.adjustments.page(symbol, query.page, query.page_size);
    return pageOf(rows.map(AdjustmentResponse.of), total, query);
  }

  @Delete()
  @Writes()
  @ApiOperation({
    summary: 'Remove all splits, dividends and factors of a symbol',
    description:
      'For the user who first stored something of the symbol, and admins. Prices that were adjusted by them stay as they are.',
  })
  @ApiData(RemovalResponse)
  @ApiErrors(importErrors['kline/adjustments-unknown'], importErrors['kline/adjustments-others'])
  @Message('Adjustments removed.', '复权数据已删除')
  async remove(
    @Param() { symbol }: SymbolParams,
    @CurrentActor() actor: Actor,
  ): Promise<RemovalResponse> {
    return { removed_count: await this.adjustments.remove(symbol, actor) };
  }
}
