import { columnarRows, looksColumnar } from './json-columns.js';
import { FormatError } from './format-error.js';
import { openAdjustments } from './open-adjustments.js';
import type { MarketFile, ReadOptions } from './market-file.js';
import { openRows } from './open-rows.js';
import { textColumns } from './text-columns.js';
import { looksLikeJson, readCsv, readJson, type TextReading } from './text-reading.js';
import { type Content, firstBytes } from './unpack.js';
import { plainText } from './text-encoding.js';

const HEAD = 1024 * 1024;

/** Opens a file of delimited text or JSON; throws a FormatError for one that holds no market data. */
export async function openText(content: Content, options: ReadOptions): Promise<MarketFile> {
  const text: Content = { ...content, stream: () => plainText(content.stream()) };
  const head = await firstBytes(text.stream(), HEAD + 1);
  const whole = head.length <= HEAD;
  if (head.length === 0) throw new FormatError('file-empty');
  checkText(head);
  if (looksLikeJson(head) && looksColumnar(head)) {
    const rows = await columnarRows(text.stream());
    return openReading(readCsv(rows, true), rows, true, { ...text, stream: () => [rows] }, options);
  }
  const reading = looksLikeJson(head) ? readJson(head, whole) : readCsv(head, whole);
  return openReading(reading, head, whole, text, options);
}

function openReading(
  reading: TextReading,
  head: Buffer,
  whole: boolean,
  content: Omit<Content, 'stream'> & { stream(): AsyncIterable<Uint8Array> | Iterable<Uint8Array> },
  options: ReadOptions,
): MarketFile {
  const notes: string[] = [];
  if (reading.sample.rows.length === 0) {
    // A beginning of 1 MiB without a row is one line.
    throw new FormatError(whole ? 'no-rows' : 'line-too-long');
  }
  const columns = textColumns(reading.sample, options, notes);
  const file = {
    names: content.names,
    head,
    whole,
    async *stream() {
      yield* content.stream();
    },
  };
  if (columns.adjustments) {
    return openAdjustments(reading, file, columns.adjustments, options, notes);
  }
  return openRows(reading, file, columns, options, notes);
}

// Text holds no zero bytes, and few control characters.
function checkText(head: Buffer): void {
  const looked = head.subarray(0, 64 * 1024);
  let strange = 0;
  for (const byte of looked) {
    if (byte === 0) strange += looked.length;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) strange += 1;
  }
  if (strange > 0.02 * looked.length) {
    throw new FormatError(
      'format-unknown',
      [{ field: 'file', problem: 'is neither text nor a known binary format' }],
      'Send CSV, JSON, Feather, Arrow or Parquet, plain or packed as .gz or .zip.',
    );
  }
}
