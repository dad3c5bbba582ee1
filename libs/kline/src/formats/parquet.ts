import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  type RowGroup,
  type SchemaElement,
} from 'hyparquet';
import { errorText } from './error-text.js';
import { FormatError } from './format-error.js';
import type { FileSource } from './market-file.js';
import { readParquetColumn } from './parquet-column.js';
import { localTimes } from './parquet-types.js';
import type { Table, TableBatch, TableColumn } from './table.js';
import { type Content, firstBytes } from './unpack.js';

// Parquet is read from its end, so what lies in an archive must be in memory.
const MOST_PACKED = 256 * 1024 * 1024;
const MOST_CHUNK = 512 * 1024 * 1024;
const MOST_GROUP_ROWS = 8 * 1024 * 1024;
// Prices vary, so a bar takes bits at least.
const MOST_ROWS_A_BYTE = 100;

/** Opens a Parquet file, whose row groups are read one by one. */
export async function openParquet(content: Content): Promise<Table> {
  const file = await randomAccess(content);
  const metadata = await safely(() => parquetMetadataAsync(file));
  const total = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (total > file.byteLength * MOST_ROWS_A_BYTE) throw broken(`${total} rows`);
  const fields = columnsOfSchema(metadata);
  return {
    format: 'parquet',
    header: fields.map(({ name }) => name),
    localTimes: fields.map(localTimes),
    async *batches(places) {
      for (const group of metadata.row_groups) {
        const rows = Number(group.num_rows);
        if (!(rows >= 0 && rows <= MOST_GROUP_ROWS)) throw broken(`a row group of ${rows} rows`);
        if (rows > 0) yield await safely(() => readGroup(file, group, rows, fields, places));
      }
    },
  };
}

async function readGroup(
  file: AsyncBuffer,
  group: RowGroup,
  rows: number,
  fields: SchemaElement[],
  places: readonly number[],
): Promise<TableBatch> {
  const columns: TableColumn[] = [];
  for (const [place, field] of fields.entries()) {
    columns.push(places.includes(place) ? await readColumn(file, group, rows, field) : []);
  }
  return { rows, columns };
}

async function readColumn(
  file: AsyncBuffer,
  group: RowGroup,
  rows: number,
  field: SchemaElement,
): Promise<TableColumn> {
  const meta = group.columns.find((column) => {
    const path = column.meta_data?.path_in_schema;
    return path?.length === 1 && path[0] === field.name;
  })?.meta_data;
  if (!meta) throw new RangeError(`column ${field.name} is missing`);
  if (field.type === 'BOOLEAN') return [];
  const size = Number(meta.total_compressed_size);
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
  if (!(size >= 0 && size <= MOST_CHUNK)) throw new RangeError(`a column of ${size} bytes`);
  return readParquetColumn(await file.slice(start, start + size), meta, field, rows);
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
    throw broken(errorText(error));
  }
}

function broken(said: string): FormatError {
  const cut = /footer|exceeds available|too short|beyond|outside the bounds/.test(said);
  return new FormatError(cut ? 'file-cut' : 'file-broken', [
    { field: 'file', problem: 'the Parquet data is damaged or cut' },
  ]);
}
