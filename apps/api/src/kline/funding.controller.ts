import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { FundingService, klineErrors, type Rate } from '@app/kline';
import type { Actor } from '@app/platform';
import { AllowRoles, CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf } from '../http/page.dto.js';
import {
  FundingQuery,
  FundingRangeQuery,
  FundingRateDto,
  FundingUploadResponse,
} from './funding.dto.js';
import { RemovalResponse } from './kline.dto.js';
import { FUNDING_EXAMPLES } from './kline.examples.js';
import { rangeOf, SymbolParams } from './kline-query.dto.js';
import { FundingPipe, MAX_UPLOAD_ROWS } from './upload.pipe.js';

const RATES = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_UPLOAD_ROWS,
  items: { $ref: getSchemaPath(FundingRateDto) },
};

@ApiTags('kline')
@ApiExtraModels(FundingRateDto)
@Controller('kline/:symbol/funding')
export class FundingController {
  constructor(private readonly funding: FundingService) {}

  @Post()
  @Writes()
  @ApiOperation({
    summary: 'Upload 1 to 10000 funding rates of a symbol',
    description:
      'A malformed body is refused whole. A rate that breaks a rule is left out and listed in `rejected`; ' +
      'the others are inserted, or replace the rate of the same time. Sending the same rates again changes nothing. ' +
      'The series belongs to the user who began it: another trader may add rates to it, but only its owner and admins change those that are stored.',
  })
  @ApiBody({ schema: RATES, examples: FUNDING_EXAMPLES })
  @ApiData(FundingUploadResponse)
  @ApiErrors(klineErrors['kline/upload-empty'], klineErrors['kline/upload-too-large'])
  @Message('Funding rates uploaded.', '资金费率上传成功')
  async upload(
    @Param() { symbol }: SymbolParams,
    @Body(FundingPipe) rates: Rate[],
    @CurrentActor() actor: Actor,
  ): Promise<FundingUploadResponse> {
    return FundingUploadResponse.of(await this.funding.upload(symbol, rates, actor));
  }

  @Get()
  @ApiOperation({ summary: 'Read the funding rates of a symbol, oldest first' })
  @ApiPage(FundingRateDto)
  @ApiErrors(klineErrors['kline/funding-unknown'], klineErrors['kline/range-invalid'])
  @Message('Funding rates.', '资金费率获取成功')
  async page(
    @Param() { symbol }: SymbolParams,
    @Query() query: FundingQuery,
  ): Promise<Page<FundingRateDto>> {
    const { page, page_size } = query;
    const { rates, total } = await this.funding.page(symbol, rangeOf(query), page, page_size);
    return pageOf(FundingRateDto.ofColumns(rates), total, query);
  }

  @Delete()
  @AllowRoles('admin')
  @ApiOperation({ summary: 'Remove the funding rates of a range' })
  @ApiData(RemovalResponse)
  @ApiErrors(klineErrors['kline/funding-unknown'], klineErrors['kline/range-invalid'])
  @Message('Funding rates removed.', '资金费率已删除')
  async remove(
    @Param() { symbol }: SymbolParams,
    @Query() query: FundingRangeQuery,
    @CurrentActor() { id }: Actor,
  ): Promise<RemovalResponse> {
    return { removed_count: await this.funding.remove(symbol, rangeOf(query), id) };
  }
}
