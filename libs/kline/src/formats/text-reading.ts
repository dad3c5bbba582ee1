import { CsvScanner } from './csv-scanner.js';
import { findDialect } from './csv-dialect.js';
import { JsonScanner, type JsonShape } from './json-scanner.js';
import { type RowSink, RowTexts, type Scanner } from './row-sink.js';
import { BATCH_ROWS } from './row-batch.js';
import { type Sample, sampleOf } from './sample.js';

/** Is a text of rows, and how to cut it into them. */
export interface TextReading {
  sample: Sample;
  json: boolean;
  scanner(sink: RowSink): Scanner;
}

/** Says whether a text is JSON. */
export function looksLikeJson(head: Buffer): boolean {
  return /^\s*[[{]/.test(head.toString('latin1', 0, 4096));
}

/** Finds out how the beginning of delimited text is to be cut; `whole` says that nothing comes after. */
export function readCsv(head: Buffer, whole: boolean): TextReading {
  const dialect = findDialect(head, whole);
  const texts = new RowTexts(BATCH_ROWS);
  new CsvScanner(dialect, texts).scan(head, 0, head.length, whole);
  const sample = sampleOf(texts.rows, texts.lines, String.fromCharCode(dialect.delimiter));
  const { skip } = sample;
  return { sample, json: false, scanner: (sink) => new CsvScanner({ ...dialect, skip }, sink) };
}

/** Finds out where the records of the beginning of a JSON text stand; `whole` says that nothing comes after. */
export function readJson(head: Buffer, whole: boolean): TextReading {
  const lines = isLines(head);
  const keys: string[] = [];
  const texts = new RowTexts(BATCH_ROWS);
  new JsonScanner({ keys, growing: true, lines }, texts).scan(head, 0, head.length, whole);
  const named = keys.length > 0;
  const shape: JsonShape = { keys: named ? keys : null, growing: false, lines };
  const sample = named
    ? recordSample(texts.rows, keys)
    : { ...sampleOf(texts.rows, texts.lines, ','), header: null, named: false, headerText: null };
  return { sample, json: true, scanner: (sink) => new JsonScanner(shape, sink) };
}

function recordSample(rows: string[][], keys: string[]): Sample {
  return {
    header: keys,
    named: true,
    headerText: null,
    rows,
    cells: keys.length,
    skip: 0,
    preamble: '',
  };
}

// One record a line, rather than one array of them: the first line is whole, and plain.
function isLines(head: Buffer): boolean {
  const end = head.indexOf(10);
  const line = head.toString('utf8', 0, Math.min(end < 0 ? head.length : end, 64 * 1024)).trim();
  try {
    const value: unknown = JSON.parse(line);
    const inner = Object.values(value ?? {});
    return inner.length > 0 && inner.every((item) => typeof item !== 'object' || item === null);
  } catch {
    return false;
  }
}
