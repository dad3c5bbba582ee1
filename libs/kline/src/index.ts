export { BarStore, type LoadedBars, type LoadOptions } from './bar-store.js';
export { klineErrors } from './kline.errors.js';
export { DATA_QUEUE } from './kline.job.js';
export { KlineModule } from './kline.module.js';
export { Series } from './series.entity.js';
export { SeriesService } from './series.service.js';
export { isSymbol, SYMBOL_TEXT } from './symbol.js';
export { SymbolSettings } from './symbol-settings.entity.js';
