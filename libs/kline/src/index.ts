export { type Bar, type SeriesBar } from './bar.js';
export { BAR_RULES, type BarRule } from './bar-rules.js';
export { type BarBatch } from './bar-batch.js';
export { BarFiles } from './bar-files.service.js';
export { type BarExport, BarExportService } from './bar-export.service.js';
export { BarStore } from './bar-store.js';
export { type LoadedBars, type LoadOptions } from './loaded-bars.js';
export { RATE_RULES, type Rate, type RateRule } from './funding-rules.js';
export {
  COLUMN_NAMES,
  type AdjustmentRow,
  bytesSource,
  FORMAT_ERRORS,
  FormatError,
  type FormatErrorCode,
  type FileKind,
  type FileSource,
  type FoundFile,
  MARKET_FORMATS,
  type MarketFile,
  type MarketFormat,
  openMarketFile,
  type ReadOptions,
  type RefusedRow,
  ROW_REASONS,
  type RowBatch,
  type RowReason,
} from './formats/index.js';
export { FundingService, type LoadedRates } from './funding.service.js';
export {
  CONFLICT_POLICIES,
  type ConflictPolicy,
  DataImport,
  type Difference,
  IMPORT_STATES,
  type ImportOptions,
  type ImportState,
} from './imports/data-import.entity.js';
export { ImportFileService, type UploadedFile } from './imports/import-file.service.js';
export { type ImportPreview, ImportPreviewService } from './imports/import-preview.service.js';
export { ImportReconciler } from './imports/import.reconciler.js';
export { ImportService } from './imports/import.service.js';
export { ImportSupervisor } from './imports/import-supervisor.service.js';
export { type FoundView, foundView, type ImportStatus, importView } from './imports/import-view.js';
export { rowReasonText } from './imports/row-reason-text.js';
export { importErrors } from './imports/import.errors.js';
export { AdjustmentService } from './imports/adjustment.service.js';
export {
  ADJUSTMENT_KINDS,
  type AdjustmentKind,
  SymbolAdjustment,
} from './imports/symbol-adjustment.entity.js';
export { RejectedRow } from './imports/rejected-row.entity.js';
export { klineErrors } from './kline.errors.js';
export { hashText } from './content-hash.js';
export { DATA_QUEUE, type DataJobData, DataJobs, type DataWork } from './kline.job.js';
export { KlineModule } from './kline.module.js';
export { type BarPage, type BarQuery, KlineService } from './kline.service.js';
export { MOST_GAPS } from './quality/quality.js';
export { type QualityReport, QualityService } from './quality/quality.service.js';
export { GapFinder, type RangeGaps } from './quality/gap-finder.service.js';
export { SCORE_WEIGHTS, type ScoreParts } from './quality/score.js';
export { type RateColumns } from './rate-columns.js';
export { Series, type SeriesKind } from './series.entity.js';
export { type ListedVersion, SeriesService } from './series.service.js';
export { isSymbol, SYMBOL_TEXT } from './symbol.js';
export { SymbolSettings } from './symbol-settings.entity.js';
export { SymbolSettingsService, type SymbolTerms } from './symbol-settings.service.js';
export { type Uploader, type UploadSummary } from './upload.js';
export { type BarUploadSummary, type RejectedBar, UploadService } from './upload.service.js';
export {
  dayStartOf,
  dayStartText,
  type SessionDays,
  sessionOffsets,
  UTC_DAYS,
} from './session-days.js';
export { canonicalZone } from './zone-name.js';
export { type Source } from './source-series.js';
