import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  type SchemaElement,
} from 'hyparquet';
import { parquetCodecs } from './codecs.js';
import { FormatError } from './format-error.js';
import type { FileSource } from './market-file.js';
import { checkPages } from './parquet-pages.js';
import type { Table, TableBatch, TableColumn } from './table.js';
import { type Content, firstBytes } from './unpack.js';

// Parquet is read from its end, so what lies in an archive must be in memory.
const MOST_PACKED = 256 * 1024 * 1024;
const MOST_GROUP_ROWS = 16 * 1024 * 1024;
const DAY_MS = 86_400_000;

const TIMES = {
  timestampFromMilliseconds: (value: bigint) => Number(value),
  timestampFromMicroseconds: (value: bigint) => Number(value / 1000n),
  timestampFromNanoseconds: (value: bigint) => Number(value / 1_000_000n),
  dateFromDays: (days: number) => days * DAY_MS,
};

/** Opens a Parquet file, whose row groups are read one by one. */
export async function openParquet(content: Content): Promise<Table> {
  const file = await randomAccess(content);
  const metadata = await safely(() => parquetMetadataAsync(file, { parsers: TIMES }));
  const fields = columnsOfSchema(metadata);
  return {
    format: 'parquet',
    header: fields.map(({ name }) => name),
    localTimes: fields.map(localTimes),
    async *batches(places) {
      const wanted = fields.map(({ name }, place) => (places.includes(place) ? name : null));
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rows = Number(group.num_rows);
        if (!(rows >= 0 && rows <= MOST_GROUP_ROWS)) throw broken(`a row group of ${rows} rows`);
        if (rows > 0) yield await safely(() => readGroup(file, metadata, rowStart, rows, wanted));
        rowStart += rows;
      }
    },
  };
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rows: number,
  wanted: (string | null)[],
): Promise<TableBatch> {
  const columns: (number | string | null)[][] = wanted.map(() => []);
  const names = wanted.filter((name) => name !== null);
  await checkPages(file, metadata, rowStart, names);
  await parquetRead({
    file,
    metadata,
    columns: names,
    rowStart,
    rowEnd: rowStart + rows,
    compressors: parquetCodecs,
    parsers: TIMES,
    onChunk: ({ columnName, columnData, rowStart: from }) => {
      const column = columns[wanted.indexOf(columnName)];
      for (let row = 0; row < columnData.length; row += 1) {
        column[from - rowStart + row] = plainValue(columnData[row]);
      }
    },
  });
  for (const [place, column] of columns.entries()) {
    if (wanted[place] !== null && column.length < rows)
      throw broken(`column ${wanted[place]} is short`);
  }
  return { rows, columns: columns satisfies TableColumn[] };
}

function plainValue(value: unknown): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  return value === null || value === undefined ? null : String(value).slice(0, 200);
}

// Only plain columns can hold what bars need.
function columnsOfSchema({ schema }: FileMetaData): SchemaElement[] {
  const fields: SchemaElement[] = [];
  for (let at = 1; at < schema.length;) {
    if (!schema[at].num_children) fields.push(schema[at]);
    at = afterElement(schema, at);
  }
  if (fields.length === 0 || fields.length > 1024) throw broken('no plain columns');
  return fields;
}

function afterElement(schema: SchemaElement[], at: number): number {
  let open = 1;
  while (open > 0 && at < schema.length) {
    open += (schema[at].num_children ?? 0) - 1;
    at += 1;
  }
  return at;
}

function localTimes(element: SchemaElement): boolean | null {
  const { logical_type: logical, converted_type: converted, type } = element;
  if (logical?.type === 'TIMESTAMP') return !logical.isAdjustedToUTC;
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') return false;
  if (type === 'INT96' || logical?.type === 'DATE' || converted === 'DATE') return true;
  return null;
}

async function randomAccess(content: Content): Promise<AsyncBuffer> {
  const { plain } = content;
  if (plain) return bufferOf(plain.size, (start, end) => plain.read(start, end));
  const bytes = await firstBytes(content.stream(), MOST_PACKED + 1);
  if (bytes.length > MOST_PACKED) {
    throw new FormatError(
      'archive-too-large',
      [{ field: 'file', problem: 'Parquet in an archive is read up to 256 MiB' }],
      'Send it as it is: Parquet is packed already.',
    );
  }
  return bufferOf(bytes.length, async (start, end) => bytes.subarray(start, end));
}

function bufferOf(byteLength: number, read: FileSource['read']): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(start >= 0 && end >= start && end <= byteLength))
        throw new RangeError('beyond the file');
      const copy = new ArrayBuffer(end - start);
      new Uint8Array(copy).set(await read(start, end));
      return copy;
    },
  };
}

async function safely<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw broken(error instanceof Error ? error.message.slice(0, 200) : 'cannot be read');
  }
}

function broken(problem: string): FormatError {
  const cut = /footer|exceeds available|too short|beyond/.test(problem);
  return new FormatError(cut ? 'file-cut' : 'file-broken', [
    { field: 'file', problem: `Parquet: ${problem}` },
  ]);
}
