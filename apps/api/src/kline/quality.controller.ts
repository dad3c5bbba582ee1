import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { klineErrors, QualityService } from '@app/kline';
import { ApiData, ApiErrors } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { rangeOf, SymbolParams } from './kline-query.dto.js';
import { QualityQuery, QualityResponse } from './quality.dto.js';

@ApiTags('kline')
@Controller('kline/:symbol/quality')
export class QualityController {
  constructor(private readonly quality: QualityService) {}

  @Get()
  @ApiOperation({
    summary: 'Tell how good the bars of a stored series are',
    description:
      'Gaps with a map of them, spikes, stale runs, bars that break a rule or have no volume, what imports found wrong with their files, ' +
      'and a score of 0 to 100 with its parts. Sessions are recognised from the bars themselves, so that nights and weekends are no gaps; ' +
      'trading days without any bar that stand alone, such as holidays, are `closed_days`. docs/data.md has the rules, with which the score can be computed again.',
  })
  @ApiData(QualityResponse)
  @ApiErrors(
    klineErrors['kline/symbol-unknown'],
    klineErrors['kline/timeframe-not-stored'],
    klineErrors['kline/timeframe-needed'],
    klineErrors['kline/range-invalid'],
    klineErrors['kline/range-too-large'],
  )
  @Message('Quality of the bars.', 'K线数据质量获取成功')
  async read(
    @Param() { symbol }: SymbolParams,
    @Query() query: QualityQuery,
  ): Promise<QualityResponse> {
    const { timeframe } = query;
    const report = await this.quality.report({ symbol, timeframe, ...rangeOf(query) });
    return QualityResponse.of(report);
  }
}
