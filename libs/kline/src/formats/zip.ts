import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { errorText } from './error-text.js';
import { FormatError } from './format-error.js';
import type { FileSource } from './market-file.js';
import { mostUnpacked } from './most-unpacked.js';

const MOST_MEMBERS = 1000;
const PIECE = 256 * 1024;
// APPNOTE.TXT of PKWARE, 4.4.5.
const STORED = 0;
const DEFLATED = 8;
const METHODS: Record<number, string> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  97: 'WavPack',
  98: 'PPMd',
};
const DOCUMENT =
  /(?:^|\/)(?:__MACOSX\/|\.|readme|licen[cs]e|copying)|\.(?:md|pdf|html?|png|jpe?g|gif|docx?|checksum|sha256|md5|py|ipynb)$/i;

/** Is a file within an archive. */
export interface Member {
  name: string;
  size: number;
  stream(): AsyncIterable<Uint8Array>;
}

/** Lists what files an archive holds, without documents and what systems add; throws a FormatError for archives that are unsafe. */
export async function zipMembers(source: FileSource, mostBytes: number): Promise<Member[]> {
  const zip = await openZip(source);
  if (zip.entryCount > MOST_MEMBERS) {
    throw new FormatError(
      'archive-several-files',
      [{ field: 'file', problem: `the archive holds ${zip.entryCount} files` }],
      'Send the files one by one.',
    );
  }
  const members: Member[] = [];
  for (const entry of await entriesOf(zip)) {
    if (entry.fileName === '[Content_Types].xml') throw officeFile();
    checkEntry(entry, mostBytes);
    if (entry.fileName.endsWith('/') || DOCUMENT.test(entry.fileName)) continue;
    checkMethod(entry);
    members.push({
      name: entry.fileName,
      size: entry.uncompressedSize,
      stream: () => readEntry(zip, entry),
    });
  }
  return members;
}

function officeFile(): FormatError {
  return new FormatError(
    'file-unsupported',
    [{ field: 'file', problem: 'is an office document, such as an Excel workbook' }],
    'Save it as CSV.',
  );
}

async function openZip(source: FileSource): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      lazyEntries: true,
      autoClose: false,
    });
  } catch (error) {
    throw zipError(error);
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw zipError(error);
  }
  return entries;
}

function checkEntry(entry: Entry, mostBytes: number): void {
  const field = entry.fileName.slice(0, 100);
  if (entry.isEncrypted())
    throw new FormatError('archive-encrypted', [{ field, problem: 'is encrypted' }]);
  if (/^(?:\/|[A-Za-z]:)|\\|(?:^|\/)\.\.(?:\/|$)/.test(entry.fileName)) {
    throw new FormatError('archive-unsafe-name', [{ field, problem: 'leads out of the archive' }]);
  }
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > mostUnpacked(compressedSize, mostBytes)) {
    throw new FormatError('archive-too-large', [
      { field, problem: `${compressedSize} bytes unpack to ${uncompressedSize}` },
    ]);
  }
}

function checkMethod({ fileName, compressionMethod: method }: Entry): void {
  if (method === STORED || method === DEFLATED) return;
  const name = METHODS[method] ?? `method ${method}`;
  throw new FormatError(
    'file-unsupported',
    [{ field: fileName.slice(0, 100), problem: `is packed with ${name}, which is not unpacked` }],
    'Pack it with Deflate, the usual method of zip, or send the file by itself or as .gz.',
  );
}

// yauzl looks at sizes, but leaves checksums to its callers.
async function* readEntry(zip: ZipFile, entry: Entry): AsyncIterable<Uint8Array> {
  let size = 0;
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      const bytes = chunk as Uint8Array;
      size += bytes.length;
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    throw zipError(error);
  }
  const field = entry.fileName.slice(0, 100);
  if (size !== entry.uncompressedSize) {
    throw new FormatError('file-broken', [{ field, problem: 'has another size than is told' }]);
  }
  if (checksum !== entry.crc32) {
    throw new FormatError('file-broken', [{ field, problem: 'does not fit its checksum' }]);
  }
}

function zipError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  const said = errorText(error);
  if (/invalid (?:relative path|characters)|absolute path/i.test(said)) {
    const problem = 'leads out of the archive';
    return new FormatError('archive-unsafe-name', [{ field: 'file', problem }]);
  }
  const cut = /end of central directory/i.test(said);
  return new FormatError(cut ? 'file-cut' : 'file-broken', [
    { field: 'file', problem: 'the zip archive is damaged or cut' },
  ]);
}

class SourceReader extends RandomAccessReader {
  constructor(private readonly source: FileSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.pieces(start, end));
  }

  private async *pieces(start: number, end: number): AsyncIterable<Uint8Array> {
    for (let at = start; at < end; at += PIECE) {
      yield Buffer.from(await this.source.read(at, Math.min(at + PIECE, end)));
    }
  }
}
