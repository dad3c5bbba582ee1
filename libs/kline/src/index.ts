export { type Bar, type SeriesBar } from './bar.js';
export { BAR_RULES, type BarRule } from './bar-rules.js';
export { type BarBatch } from './bar-batch.js';
export { type BarExport, BarExportService } from './bar-export.service.js';
export { BarStore, type LoadedBars, type LoadOptions } from './bar-store.js';
export { klineErrors } from './kline.errors.js';
export { DATA_QUEUE, DataJobs, type DataWork } from './kline.job.js';
export { KlineModule } from './kline.module.js';
export { type BarPage, type BarQuery, KlineService } from './kline.service.js';
export { Series } from './series.entity.js';
export { SeriesService } from './series.service.js';
export { isSymbol, SYMBOL_TEXT } from './symbol.js';
export { SymbolSettings } from './symbol-settings.entity.js';
export { SymbolSettingsService, type SymbolTerms } from './symbol-settings.service.js';
export {
  type RejectedBar,
  type Uploader,
  UploadService,
  type UploadSummary,
} from './upload.service.js';
