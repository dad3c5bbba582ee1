import { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { errorText } from './error-text.js';
import { FormatError } from './format-error.js';
import type { FileSource } from './market-file.js';

const MOST_MEMBERS = 1000;
const MOST_RATIO = 1000;
const PIECE = 256 * 1024;
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
  if (
    uncompressedSize > mostBytes ||
    uncompressedSize > MOST_RATIO * Math.max(compressedSize, 1024)
  ) {
    throw new FormatError('archive-too-large', [
      { field, problem: `${compressedSize} bytes unpack to ${uncompressedSize}` },
    ]);
  }
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncIterable<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw zipError(error);
  }
}

function zipError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  const problem = errorText(error);
  if (/invalid (?:relative path|characters)|absolute path/i.test(problem)) {
    return new FormatError('archive-unsafe-name', [{ field: 'file', problem }]);
  }
  const cut = /end of central directory/i.test(problem);
  return new FormatError(cut ? 'file-cut' : 'file-broken', [
    { field: 'file', problem: `zip: ${problem}` },
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
