import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BarExportService } from './bar-export.service.js';
import { BarStore } from './bar-store.js';
import { BarWriterRepository } from './bar-writer.repository.js';
import { BarRepository } from './bar.repository.js';
import { FundingHistory } from './funding-history.entity.js';
import { FundingRate } from './funding-rate.entity.js';
import { FundingWriterRepository } from './funding-writer.repository.js';
import { FundingRepository } from './funding.repository.js';
import { FundingService } from './funding.service.js';
import { KlineHistory } from './kline-history.entity.js';
import { Kline } from './kline.entity.js';
import { DATA_QUEUE, DataJobs } from './kline.job.js';
import { KlineService } from './kline.service.js';
import { SeriesVersion } from './series-version.entity.js';
import { SeriesVersionRepository } from './series-version.repository.js';
import { Series } from './series.entity.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';
import { SymbolSettings } from './symbol-settings.entity.js';
import { SymbolSettingsRepository } from './symbol-settings.repository.js';
import { SymbolSettingsService } from './symbol-settings.service.js';
import { UploadService } from './upload.service.js';

/** Provides series, bars, funding rates and what a market fixes for a symbol. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      FundingHistory,
      FundingRate,
      Kline,
      KlineHistory,
      Series,
      SeriesVersion,
      SymbolSettings,
    ]),
    BullModule.registerQueue({ name: DATA_QUEUE }),
  ],
  providers: [
    BarExportService,
    BarRepository,
    BarStore,
    BarWriterRepository,
    DataJobs,
    FundingRepository,
    FundingService,
    FundingWriterRepository,
    KlineService,
    SeriesRepository,
    SeriesService,
    SeriesVersionRepository,
    SymbolSettingsRepository,
    SymbolSettingsService,
    UploadService,
  ],
  exports: [
    BarExportService,
    BarStore,
    BullModule,
    DataJobs,
    FundingService,
    KlineService,
    SeriesService,
    SymbolSettingsService,
    UploadService,
  ],
})
export class KlineModule {}
