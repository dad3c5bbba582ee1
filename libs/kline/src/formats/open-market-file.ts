import { FormatError } from './format-error.js';
import type { FileSource, MarketFile, ReadOptions } from './market-file.js';

/** Finds out by looking what a market file holds, and makes it readable; throws a FormatError for what is none. */
export async function openMarketFile(
  source: FileSource,
  _options: ReadOptions = {},
): Promise<MarketFile> {
  throw new FormatError('format-unknown', [{ field: source.name, problem: 'cannot be read yet' }]);
}
