import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { ImportFileService, KlineModule } from '@app/kline';
import { settings, type Settings } from '@app/platform';
import { FORM_LIMITS } from '../http/form-failure.js';
import { AdjustmentsController } from './adjustments.controller.js';
import { BarPages } from './bar-pages.service.js';
import { BarsResponder } from './bars.responder.js';
import { FundingController } from './funding.controller.js';
import { ImportUpload } from './import-upload.js';
import { ImportController } from './import.controller.js';
import { KlineController } from './kline.controller.js';
import { QualityController } from './quality.controller.js';
import { SeriesVersionsController } from './series-versions.controller.js';
import { SeriesController } from './series.controller.js';

/** Opens bars and funding rates, and their import, over HTTP. */
@Module({
  imports: [
    KlineModule,
    MulterModule.registerAsync({
      imports: [KlineModule],
      inject: [ImportFileService, settings.KEY],
      useFactory: (files: ImportFileService, { MAX_UPLOAD_SIZE }: Settings) => ({
        storage: new ImportUpload(files, MAX_UPLOAD_SIZE),
        limits: FORM_LIMITS,
      }),
    }),
  ],
  // The names under `kline/` come before `kline/{symbol}`, which would catch them.
  controllers: [
    SeriesController,
    ImportController,
    KlineController,
    FundingController,
    AdjustmentsController,
    SeriesVersionsController,
    QualityController,
  ],
  providers: [BarPages, BarsResponder],
})
export class KlineApiModule {}
