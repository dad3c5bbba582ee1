export { bytesSource } from './bytes-source.js';
export {
  FORMAT_ERRORS,
  FormatError,
  type FormatErrorCode,
  type FormatProblem,
} from './format-error.js';
export {
  type AdjustmentRow,
  COLUMN_NAMES,
  type ColumnName,
  type FileKind,
  type FileSource,
  type FoundFile,
  type MarketFile,
  type ReadOptions,
  type RefusedRow,
  type RowBatch,
} from './market-file.js';
export { MARKET_FORMATS, type MarketFormat } from './market-formats.js';
export { openMarketFile } from './open-market-file.js';
export { ROW_REASONS, type RowReason } from './row-reasons.js';
