import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { klineErrors, SeriesService } from '@app/kline';
import { ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { SymbolParams, VersionsQuery } from './kline-query.dto.js';
import { SeriesVersionResponse } from './series-version.dto.js';

const DESCRIPTION =
  'Each write that changes something makes a version. `data_as_of` of a run takes the newest version at or before a time, ' +
  'as long as it is held: what a version replaced is kept for DATA_HISTORY_DAYS.';

@ApiTags('kline')
@Controller('kline/:symbol')
export class SeriesVersionsController {
  constructor(private readonly series: SeriesService) {}

  @Get('versions')
  @ApiOperation({
    summary: 'List the versions of the stored bars of a timeframe, newest first',
    description: DESCRIPTION,
  })
  @ApiPage(SeriesVersionResponse)
  @ApiErrors(klineErrors['kline/timeframe-not-stored'])
  @Message('Versions.', '版本列表获取成功')
  async ofBars(
    @Param() { symbol }: SymbolParams,
    @Query() query: VersionsQuery,
  ): Promise<Page<SeriesVersionResponse>> {
    const name = { symbol, kind: 'bars', timeframe: query.timeframe } as const;
    const [versions, total] = await this.series.history(name, query.page, query.page_size);
    return pageOf(versions.map(SeriesVersionResponse.of), total, query);
  }

  @Get('funding/versions')
  @ApiOperation({
    summary: 'List the versions of the funding rates, newest first',
    description: DESCRIPTION,
  })
  @ApiPage(SeriesVersionResponse)
  @ApiErrors(klineErrors['kline/funding-unknown'])
  @Message('Versions.', '版本列表获取成功')
  async ofFunding(
    @Param() { symbol }: SymbolParams,
    @Query() query: PageQuery,
  ): Promise<Page<SeriesVersionResponse>> {
    const name = { symbol, kind: 'funding', timeframe: '' } as const;
    const [versions, total] = await this.series.history(name, query.page, query.page_size);
    return pageOf(versions.map(SeriesVersionResponse.of), total, query);
  }
}
