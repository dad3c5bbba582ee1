import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BarExportService } from './bar-export.service.js';
import { BarFiles } from './bar-files.service.js';
import { BarStore } from './bar-store.js';
import { BarWriterRepository } from './bar-writer.repository.js';
import { BarRepository } from './bar.repository.js';
import { FundingHistory } from './funding-history.entity.js';
import { FundingRate } from './funding-rate.entity.js';
import { FundingWriterRepository } from './funding-writer.repository.js';
import { FundingRepository } from './funding.repository.js';
import { FundingService } from './funding.service.js';
import { AdjustmentRepository } from './imports/adjustment.repository.js';
import { AdjustmentService } from './imports/adjustment.service.js';
import { DataImport } from './imports/data-import.entity.js';
import { ImportChunk } from './imports/import-chunk.entity.js';
import { ImportClaimRepository } from './imports/import-claim.repository.js';
import { ImportFile } from './imports/import-file.entity.js';
import { ImportFileRepository } from './imports/import-file.repository.js';
import { ImportFileService } from './imports/import-file.service.js';
import { ImportPreviewService } from './imports/import-preview.service.js';
import { ImportWriterRepository } from './imports/import-writer.repository.js';
import { ImportRepository } from './imports/import.repository.js';
import { ImportService } from './imports/import.service.js';
import { RejectedRow } from './imports/rejected-row.entity.js';
import { SymbolAdjustment } from './imports/symbol-adjustment.entity.js';
import { KlineHistory } from './kline-history.entity.js';
import { Kline } from './kline.entity.js';
import { DATA_QUEUE, DataJobs } from './kline.job.js';
import { KlineService } from './kline.service.js';
import { GapFinder } from './quality/gap-finder.service.js';
import { MarketWeeks } from './quality/market-weeks.service.js';
import { QualityRepository } from './quality/quality.repository.js';
import { QualityService } from './quality/quality.service.js';
import { SeriesVersion } from './series-version.entity.js';
import { SeriesVersionRepository } from './series-version.repository.js';
import { Series } from './series.entity.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';
import { SymbolSettings } from './symbol-settings.entity.js';
import { SymbolSettingsRepository } from './symbol-settings.repository.js';
import { SymbolSettingsService } from './symbol-settings.service.js';
import { UploadService } from './upload.service.js';

/** Provides series, bars, funding rates, their import, and what a market fixes for a symbol. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      DataImport,
      FundingHistory,
      FundingRate,
      ImportChunk,
      ImportFile,
      Kline,
      KlineHistory,
      RejectedRow,
      Series,
      SeriesVersion,
      SymbolAdjustment,
      SymbolSettings,
    ]),
    BullModule.registerQueue({ name: DATA_QUEUE }),
  ],
  providers: [
    AdjustmentRepository,
    AdjustmentService,
    BarExportService,
    BarFiles,
    BarRepository,
    BarStore,
    BarWriterRepository,
    DataJobs,
    FundingRepository,
    FundingService,
    FundingWriterRepository,
    GapFinder,
    MarketWeeks,
    ImportClaimRepository,
    ImportFileRepository,
    ImportFileService,
    ImportPreviewService,
    ImportRepository,
    ImportService,
    ImportWriterRepository,
    KlineService,
    QualityRepository,
    QualityService,
    SeriesRepository,
    SeriesService,
    SeriesVersionRepository,
    SymbolSettingsRepository,
    SymbolSettingsService,
    UploadService,
  ],
  exports: [
    AdjustmentRepository,
    AdjustmentService,
    BarExportService,
    BarFiles,
    BarStore,
    BullModule,
    DataJobs,
    FundingService,
    GapFinder,
    ImportClaimRepository,
    ImportFileRepository,
    ImportFileService,
    ImportPreviewService,
    ImportService,
    ImportWriterRepository,
    KlineService,
    QualityService,
    SeriesService,
    SymbolSettingsRepository,
    SymbolSettingsService,
    UploadService,
  ],
})
export class KlineModule {}
