import { Module } from '@nestjs/common';
import { KlineModule } from '@app/kline';
import { BarsResponder } from './bars.responder.js';
import { FundingController } from './funding.controller.js';
import { KlineController } from './kline.controller.js';
import { SeriesVersionsController } from './series-versions.controller.js';
import { SeriesController } from './series.controller.js';

/** Opens bars and funding rates over HTTP. */
@Module({
  imports: [KlineModule],
  // The names under `kline/` come before `kline/{symbol}`, which would catch them.
  controllers: [SeriesController, KlineController, FundingController, SeriesVersionsController],
  providers: [BarsResponder],
})
export class KlineApiModule {}
