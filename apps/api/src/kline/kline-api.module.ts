import { Module } from '@nestjs/common';
import { KlineModule } from '@app/kline';
import { BarsResponder } from './bars.responder.js';
import { KlineController } from './kline.controller.js';
import { SeriesController } from './series.controller.js';

/** Opens bars over HTTP. */
@Module({
  imports: [KlineModule],
  // The names under `kline/` come before `kline/{symbol}`, which would catch them.
  controllers: [SeriesController, KlineController],
  providers: [BarsResponder],
})
export class KlineApiModule {}
