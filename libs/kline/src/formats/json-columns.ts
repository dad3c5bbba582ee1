import { errorText } from './error-text.js';
import { FormatError } from './format-error.js';
import { headerName } from './header-names.js';
import { DEEPEST } from './json-token.js';
import { firstBytes } from './unpack.js';

// What lies in columns must be read as a whole.
const MOST_BYTES = 64 * 1024 * 1024;
const COLUMN =
  /"(?:t|o|c|open|close|time|timestamp|timestamps)"\s*:\s*(?:\[\s*["\d-]|\{\s*"[^"$]{1,40}"\s*:\s*["\d-])|"columns"\s*:\s*\[\s*"/i;

type Scalar = string | number | boolean | null;

/** Says whether a JSON text gives each column by itself, as Yahoo's charts, Finnhub, TradingView's feeds and pandas do. */
export function looksColumnar(head: Buffer): boolean {
  return COLUMN.test(head.toString('latin1', 0, 64 * 1024));
}

/** Turns JSON of columns into delimited text with a header. */
export async function columnarRows(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const bytes = await firstBytes(stream, MOST_BYTES + 1);
  if (bytes.length > MOST_BYTES) {
    throw new FormatError(
      'archive-too-large',
      [{ field: 'file', problem: 'JSON of columns is read up to 64 MiB' }],
      'Send it as CSV or Parquet.',
    );
  }
  const value = parsed(bytes.toString('utf8'));
  const table = splitTable(value) ?? columnTable(value);
  const lines = table.rows.map((row) => row.map(cellText).join('\t'));
  return Buffer.from(`${[table.header.join('\t'), ...lines].join('\n')}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = errorText(error);
    const cut = /end of JSON|unterminated/i.test(problem);
    throw new FormatError(cut ? 'file-cut' : 'file-broken', [{ field: 'file', problem }]);
  }
}

interface Table {
  header: string[];
  rows: Scalar[][];
}

// As pandas writes with orient="split".
function splitTable(value: unknown): Table | null {
  if (!isObject(value) || !isScalars(value.columns) || !Array.isArray(value.data)) return null;
  const rows = value.data.filter(isScalars);
  const names = value.columns.map(String);
  if (!isScalars(value.index)) return { header: names, rows };
  const { index } = value;
  return { header: ['time', ...names], rows: rows.map((row, at) => [index[at] ?? null, ...row]) };
}

function columnTable(value: unknown): Table {
  const columns = new Map<string, Scalar[]>();
  gather(value, columns, 0);
  const length = columns.get('open')?.length ?? columns.get('close')?.length ?? 0;
  // Deribit calls its times ticks.
  const ticks = columns.get('tick_volume');
  if (ticks && !columns.has('time') && Number(ticks[0]) > 1e9) columns.set('time', ticks);
  const equal = [...columns].filter(([, cells]) => cells.length === length);
  return {
    header: equal.map(([name]) => name),
    rows: Array.from({ length }, (_, row) => equal.map(([, cells]) => cells[row])),
  };
}

function gather(value: unknown, columns: Map<string, Scalar[]>, depth: number): void {
  if (depth > DEEPEST) throw new FormatError('json-too-deep');
  if (Array.isArray(value)) {
    if (!isScalars(value)) for (const item of value) gather(item, columns, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const name = headerName(key);
    const cells = isScalars(item) ? item : isObject(item) ? Object.values(item) : null;
    if (name && cells && isScalars(cells)) {
      if (!columns.has(name)) columns.set(name, cells);
      if (isObject(item) && !columns.has('time')) columns.set('time', Object.keys(item));
    } else gather(item, columns, depth + 1);
  }
}

function isScalars(value: unknown): value is Scalar[] {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellText(cell: Scalar): string {
  return cell === null ? '' : String(cell).replaceAll(/[\t\n\r"]/g, ' ');
}
