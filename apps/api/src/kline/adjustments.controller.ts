import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ImportService } from '@app/kline';
import { ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { AdjustmentResponse } from './adjustment.dto.js';
import { SymbolParams } from './kline-query.dto.js';

@ApiTags('kline')
@Controller('kline/:symbol/adjustments')
export class AdjustmentsController {
  constructor(private readonly imports: ImportService) {}

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
    const [rows, total] = await this.imports.adjustmentsOf(symbol, query.page, query.page_size);
    return pageOf(rows.map(AdjustmentResponse.of), total, query);
  }
}
