import {
  type Data,
  DataType,
  Precision,
  type RecordBatch,
  RecordBatchReader,
  TimeUnit,
  type Timestamp,
  type Vector,
} from 'apache-arrow';
import { checkedBodyLength, checkFooter, isSchema } from './arrow-check.js';
import { ByteReader, messages, MOST_METADATA, noting } from './arrow-messages.js';
import { newBudget, registerArrowCodecs } from './codecs.js';
import { FormatError } from './format-error.js';
import type { Table, TableBatch, TableColumn } from './table.js';
import { type Content, firstBytes } from './unpack.js';

const DAY_MS = 86_400_000;

const MOST_IN_MEMORY = 256 * 1024 * 1024;

registerArrowCodecs();

/** Opens Feather (which is an Arrow file) or an Arrow stream, whose record batches are read one by one. */
export async function openArrow(content: Content, format: 'feather' | 'arrow'): Promise<Table> {
  const batches = () => recordBatches(content, format === 'feather');
  for await (const batch of batches()) {
    const { fields } = batch.schema;
    return {
      format,
      header: fields.map((field) => field.name),
      localTimes: fields.map(({ type }) => localTimes(type)),
      async *batches(places) {
        for await (const batch of batches()) yield safely(() => columnsOf(batch, places));
      },
    };
  }
  throw new FormatError('no-rows');
}

function columnsOf(batch: RecordBatch, places: readonly number[]): TableBatch {
  const columns = batch.schema.fields.map((_, place) =>
    places.includes(place) ? columnOf(batch.getChildAt(place), batch.numRows) : [],
  );
  return { rows: batch.numRows, columns };
}

async function* recordBatches(content: Content, file: boolean): AsyncIterable<RecordBatch> {
  // apache-arrow takes an error of its source for the end of it.
  const failure: { error?: unknown } = {};
  try {
    const bare = file && (await lacksSchema(content));
    const reader = bare
      ? RecordBatchReader.from(await wholeFile(content))
      : await RecordBatchReader.from(noting(messages(content.stream(), file), failure));
    await reader.open();
    for await (const batch of reader) {
      if (failure.error) break;
      yield batch;
    }
  } catch (error) {
    throw arrowError(failure.error ?? error);
  }
  if (failure.error) throw arrowError(failure.error);
}

// apache-arrow for JavaScript puts the schema into the footer of a file alone.
async function lacksSchema(content: Content): Promise<boolean> {
  const bytes = new ByteReader(content.stream());
  const start = await bytes.take(16);
  const length = Buffer.from(start).readInt32LE(12);
  if (length <= 0 || length > MOST_METADATA) return false;
  return !isSchema(await bytes.take(length));
}

async function wholeFile(content: Content): Promise<Uint8Array> {
  const bytes = await firstBytes(content.stream(), MOST_IN_MEMORY + 1);
  if (bytes.length > MOST_IN_MEMORY)
    throw new FormatError(
      'file-unsupported',
      [{ field: 'file', problem: 'a file without a schema at its start is read up to 256 MiB' }],
      'Send it as CSV or Parquet.',
    );
  checkFooter(bytes);
  let at = 8;
  while (bytes.readInt32LE(at) === -1) {
    const length = bytes.readInt32LE(at + 4);
    if (length === 0) break;
    if (length < 0 || length > MOST_METADATA) throw new RangeError('no message');
    at += 8 + length + checkedBodyLength(bytes.subarray(at + 8, at + 8 + length));
  }
  newBudget();
  return bytes;
}

function safely<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw arrowError(error);
  }
}

function arrowError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  // What apache-arrow says of broken data is of use to nobody else.
  return new FormatError('file-broken', [
    { field: 'file', problem: 'the Arrow data is damaged or cut' },
  ]);
}

function localTimes(type: DataType): boolean | null {
  if (DataType.isTimestamp(type)) return !type.timezone;
  return DataType.isDate(type) ? true : null;
}

// Rows are counted by what is there, not by what is claimed; types that no market data has are columns of nothing.
function columnOf(vector: Vector | null, rows: number): TableColumn {
  const data = vector?.data[0];
  if (!vector || !data) throw new RangeError('a column is missing');
  const read = readerOf(vector.type, data);
  if (!read) return [];
  const held =
    DataType.isUtf8(vector.type) || DataType.isLargeUtf8(vector.type)
      ? data.valueOffsets.length - 1
      : data.values.length;
  if (!(held >= rows)) throw new RangeError('a column is short');
  const column: (number | string | null)[] = Array.from({ length: rows });
  for (let row = 0; row < rows; row += 1)
    column[row] = vector.isValid(row) ? read(vector, row) : null;
  return column;
}

function readerOf(
  type: DataType,
  data: Data,
): ((vector: Vector, row: number) => number | string | null) | null {
  const { values } = data;
  if (DataType.isTimestamp(type) && values instanceof BigInt64Array) {
    const perMs = unitsPerMs(type);
    return (_, row) => toMs(values[row], perMs);
  }
  if (DataType.isDate(type)) return (_, row) => dayTime(values[row]);
  if ((DataType.isFloat(type) && type.precision !== Precision.HALF) || DataType.isInt(type)) {
    return (_, row) => Number(values[row]);
  }
  if (!DataType.isUtf8(type) && !DataType.isLargeUtf8(type) && !DataType.isDictionary(type))
    return null;
  return (vector, row) => {
    const value: unknown = vector.get(row);
    return value === null || value === undefined ? null : String(value).slice(0, 200);
  };
}

function toMs(value: bigint, perMs: bigint): number {
  return perMs > 0n ? Number(value / perMs) : Number(value) * 1000;
}

// 0 stands for seconds.
function unitsPerMs({ unit }: Timestamp): bigint {
  if (unit === TimeUnit.SECOND) return 0n;
  if (unit === TimeUnit.MILLISECOND) return 1n;
  return unit === TimeUnit.MICROSECOND ? 1000n : 1_000_000n;
}

function dayTime(value: unknown): number | null {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value * DAY_MS : null;
}
