import {
  type ColumnMetaData,
  type DataReader,
  type SchemaElement,
  snappyUncompress,
} from 'hyparquet';
import { Encodings } from 'hyparquet/src/constants.js';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { parquetCodecs } from './codecs.js';
import { FormatError } from './format-error.js';
import { plainValues } from './parquet-types.js';
import { type RawValues, readHybrid, readPlainValues } from './parquet-values.js';
import type { TableColumn } from './table.js';

const MOST_PAGE = 256 * 1024 * 1024;
const MOST_RATIO = 1000;
const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const DATA_PAGE_V2 = 3;

/** Reads the column of a row group out of its bytes. Nothing is made room for before the file is seen to hold it: hyparquet's own reader trusts the counts of runs, and a changed one fills the memory. */
export function readParquetColumn(
  bytes: ArrayBuffer,
  meta: ColumnMetaData,
  element: SchemaElement,
  rows: number,
): TableColumn {
  const column: (number | string | null)[] = [];
  const reader: DataReader = { view: new DataView(bytes), offset: 0 };
  let dictionary: (number | string)[] = [];
  while (column.length < rows) {
    const header = deserializeTCompactProtocol(reader);
    const page = pageOf(header, reader, rows);
    if (page.type === DICTIONARY_PAGE) {
      const plain = readerOf(unpack(page.bytes, page.size, meta));
      const raw = readPlainValues(plain, element.type, page.count, element.type_length ?? 0);
      dictionary = plainValues(raw, element);
    } else if (page.type === DATA_PAGE || page.type === DATA_PAGE_V2) {
      if (page.count === 0) throw new RangeError('a page of no values');
      readPage(page, meta, element, dictionary, column);
    }
  }
  return column;
}

interface Page {
  type: number;
  bytes: Uint8Array;
  /** Its size when unpacked. */
  size: number;
  count: number;
  encoding: string;
  /** In pages of version 2, the bytes of levels that stand unpacked before the values. */
  levels: number | null;
  packed: boolean;
}

function pageOf(
  header: ReturnType<typeof deserializeTCompactProtocol>,
  reader: DataReader,
  rows: number,
): Page {
  const [type, size, packedSize] = [header.field_1, header.field_2, header.field_3].map(Number);
  const { view, offset } = reader;
  if (!(packedSize >= 0 && offset + packedSize <= view.byteLength))
    throw new RangeError('a page beyond its column');
  if (!(size >= 0 && size <= Math.min(MOST_PAGE, Math.max(packedSize, 1024) * MOST_RATIO))) {
    throw new RangeError(`a page of ${size} bytes`);
  }
  reader.offset += packedSize;
  const told =
    type === DATA_PAGE
      ? header.field_5
      : type === DICTIONARY_PAGE
        ? header.field_7
        : header.field_8;
  const count = Number(told?.field_1 ?? 0);
  if (!(count >= 0 && count <= rows))
    throw new RangeError(`a page of ${count} values in ${rows} rows`);
  const second = type === DATA_PAGE_V2;
  return {
    type,
    bytes: new Uint8Array(view.buffer, offset, packedSize),
    size,
    count,
    encoding: Encodings[Number((second ? told?.field_4 : told?.field_2) ?? 0)] ?? 'unknown',
    levels: second ? Number(told?.field_5 ?? 0) + Number(told?.field_6 ?? 0) : null,
    packed: !second || told?.field_7 !== false,
  };
}

function readPage(
  page: Page,
  meta: ColumnMetaData,
  element: SchemaElement,
  dictionary: (number | string)[],
  column: (number | string | null)[],
): void {
  const optional = element.repetition_type === 'OPTIONAL';
  const { levels, bytes, count } = page;
  let present: Uint32Array | null = null;
  let values: DataReader;
  if (levels === null) {
    values = readerOf(unpack(bytes, page.size, meta));
    if (optional) {
      const end = values.view.getUint32(values.offset, true) + values.offset + 4;
      values.offset += 4;
      present = readHybrid(values, 1, count);
      values.offset = end;
    }
  } else {
    if (!(levels >= 0 && levels <= bytes.length)) throw new RangeError('levels beyond their page');
    if (optional) present = readHybrid(readerOf(bytes.subarray(0, levels)), 1, count);
    const rest = bytes.subarray(levels);
    values = readerOf(page.packed ? unpack(rest, page.size - levels, meta) : rest);
  }
  const held = present ? present.reduce((sum, level) => sum + level, 0) : count;
  const read = valuesOf(values, page.encoding, element, held, dictionary);
  let next = 0;
  for (let row = 0; row < count; row += 1) {
    if (present && present[row] === 0) column.push(null);
    else {
      column.push(read[next]);
      next += 1;
    }
  }
}

function valuesOf(
  reader: DataReader,
  encoding: string,
  element: SchemaElement,
  count: number,
  dictionary: (number | string)[],
): (number | string)[] {
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (count === 0) return [];
    const width = reader.view.getUint8(reader.offset);
    reader.offset += 1;
    return Array.from(readHybrid(reader, width, count), (place) => {
      if (place >= dictionary.length) throw new RangeError('a place beyond its dictionary');
      return dictionary[place];
    });
  }
  return plainValues(rawValues(reader, encoding, element, count), element);
}

function rawValues(
  reader: DataReader,
  encoding: string,
  { type, type_length: length }: SchemaElement,
  count: number,
): RawValues {
  if (encoding === 'PLAIN') return readPlainValues(reader, type, count, length ?? 0);
  if (encoding === 'DELTA_BINARY_PACKED' && type === 'INT64') {
    const values = new BigInt64Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, values);
    return values;
  }
  if (encoding === 'DELTA_BINARY_PACKED' && type === 'INT32') {
    const values = new Int32Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, values);
    return Float64Array.from(values);
  }
  if (encoding === 'BYTE_STREAM_SPLIT' && (type === 'DOUBLE' || type === 'FLOAT')) {
    return Float64Array.from(byteStreamSplit(reader, count, type, length) as Float64Array);
  }
  const texts: Uint8Array[] = Array.from({ length: count });
  if (encoding === 'DELTA_LENGTH_BYTE_ARRAY') deltaLengthByteArray(reader, count, texts);
  else if (encoding === 'DELTA_BYTE_ARRAY') deltaByteArray(reader, count, texts);
  else throw new RangeError(`values packed as ${encoding}`);
  return texts;
}

function unpack(bytes: Uint8Array, size: number, { codec }: ColumnMetaData): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes;
  const page = codec === 'SNAPPY' ? new Uint8Array(size) : parquetCodecs[codec]?.(bytes, size);
  if (!page) {
    throw new FormatError(
      'file-unsupported',
      [{ field: 'file', problem: `has pages packed with ${codec}, which is not unpacked` }],
      'Send it as CSV.',
    );
  }
  if (codec === 'SNAPPY') snappyUncompress(bytes, page);
  if (page.length !== size) throw new RangeError('a page of another size than it says');
  return page;
}

function readerOf(bytes: Uint8Array): DataReader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
