import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { klineErrors, type SeriesBar, SeriesService, UploadService } from '@app/kline';
import type { Actor, Language } from '@app/platform';
import { CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { RequestLanguage } from '../http/language.decorator.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { BarDto, SeriesResponse, UploadResponse } from './kline.dto.js';
import { UPLOAD_EXAMPLES } from './kline.examples.js';
import { MAX_UPLOAD_ROWS, UploadPipe } from './upload.pipe.js';

const BARS = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_UPLOAD_ROWS,
  items: { $ref: getSchemaPath(BarDto) },
};

@ApiTags('kline')
@ApiExtraModels(BarDto)
@Controller('kline')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly uploads: UploadService,
  ) {}

  @Get('symbols')
  @ApiOperation({ summary: 'List the names of all symbols that have bars' })
  @ApiData([String], { example: ['BTCUSDT', 'SPY'] })
  @Message('Symbols.', '交易对列表获取成功')
  symbols(): Promise<string[]> {
    return this.series.symbols();
  }

  @Get('series')
  @ApiOperation({
    summary: 'List every stored series of bars or funding rates: its extent and version',
  })
  @ApiPage(SeriesResponse)
  @Message('Series.', '序列列表获取成功')
  async page(@Query() query: PageQuery): Promise<Page<SeriesResponse>> {
    const [series, total] = await this.series.page(query.page, query.page_size);
    return pageOf(series.map(SeriesResponse.of), total, query);
  }

  @Post('upload')
  @Writes()
  @ApiOperation({
    summary: 'Upload 1 to 10000 bars, of one or more series',
    description:
      'A malformed body is refused whole. A bar that breaks a rule is left out and listed in `rejected`; ' +
      'the others are inserted, or replace the bar of the same open time. Sending the same bars again changes nothing. ' +
      'A series belongs to the user who began it: another trader may add bars to it, but only its owner and admins change those that are stored. ' +
      'A new series takes the grid that all its bars share in whole quarters of an hour, else the plain grid of its timeframe. ' +
      'Days, weeks and months that open at the start of the session of their symbol are stored under their dates, as those of files are.',
  })
  @ApiBody({ schema: BARS, examples: UPLOAD_EXAMPLES })
  @ApiData(UploadResponse)
  @ApiErrors(klineErrors['kline/upload-empty'], klineErrors['kline/upload-too-large'])
  @Message('Bars uploaded.', 'K线数据上传成功')
  async upload(
    @Body(UploadPipe) bars: SeriesBar[],
    @CurrentActor() actor: Actor,
    @RequestLanguage() language: Language,
  ): Promise<UploadResponse> {
    return UploadResponse.of(await this.uploads.upload(bars, actor), language);
  }
}
