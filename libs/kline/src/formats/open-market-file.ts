import { FormatError } from './format-error.js';
import { type ByteKind, kindOfBytes } from './magic.js';
import { MARKET_FORMATS } from './market-formats.js';
import type { FileSource, MarketFile, ReadOptions } from './market-file.js';
import { openTable } from './open-table.js';
import { openText } from './open-text.js';
import { type Content, firstBytes, refuseUnsupported, unpack } from './unpack.js';

const GIB = 1024 ** 3;

/** Finds out by looking what a market file holds, and makes it readable; throws a FormatError for what is none. */
export async function openMarketFile(
  source: FileSource,
  options: ReadOptions = {},
): Promise<MarketFile> {
  checkFormat(options.format);
  const contents = await unpack(source, options.maxUnpackedBytes ?? 4 * GIB);
  if (contents.length === 1) return openContent(contents[0], options);
  const opened: MarketFile[] = [];
  const names: string[] = [];
  for (const content of contents) {
    const file = await openIfMarket(content, options);
    if (!file) continue;
    opened.push(file);
    names.push(content.names[0]);
  }
  if (opened.length === 1) return opened[0];
  const listed = opened.length === 0 ? contents.map((content) => content.names[0]) : names;
  throw new FormatError(
    opened.length === 0 ? 'archive-no-file' : 'archive-several-files',
    listed
      .slice(0, 20)
      .map((name) => ({ field: name.slice(0, 100), problem: 'is in the archive' })),
    'Send the files one by one.',
  );
}

async function openIfMarket(content: Content, options: ReadOptions): Promise<MarketFile | null> {
  try {
    return await openContent(content, options);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

async function openContent(content: Content, options: ReadOptions): Promise<MarketFile> {
  const head = await firstBytes(content.stream(), 64);
  if (head.length === 0) throw new FormatError('file-empty');
  refuseUnsupported(head);
  const kind = kindOfBytes(head);
  checkTold(kind, options.format);
  // The packages for tables take memory, and most processes never see one.
  if (kind === 'parquet') {
    const { openParquet } = await import('./parquet.js');
    return openTable(await openParquet(content), content.names, options);
  }
  if (kind === 'arrow-file' || kind === 'arrow-stream') {
    const { openArrow } = await import('./arrow.js');
    const table = await openArrow(content, kind === 'arrow-file' ? 'feather' : 'arrow');
    return openTable(table, content.names, options);
  }
  return openText(content, options);
}

// What a file is told to be must not contradict its first bytes.
function checkTold(kind: ByteKind, format: string | undefined): void {
  const table = kind === 'parquet' || kind === 'arrow-file' || kind === 'arrow-stream';
  const told = format === 'parquet' || format === 'arrow' || format === 'feather';
  const other = (format === 'parquet') !== (kind === 'parquet');
  if (format === undefined || (!table && !told) || (table && told && !other)) return;
  throw new FormatError('format-unknown', [
    { field: 'format', problem: `the file is not ${format}` },
  ]);
}

function checkFormat(format: string | undefined): void {
  if (format === undefined || MARKET_FORMATS.some((known) => known === format)) return;
  throw new FormatError(
    'format-unknown',
    [{ field: 'format', problem: `${format.slice(0, 40)} is no format that is read` }],
    `Formats: ${MARKET_FORMATS.join(', ')}.`,
  );
}
