import type { DataReader } from 'hyparquet';
import { readVarInt } from 'hyparquet/src/thrift.js';

// Taken once: Jest makes each look at a global slow.
const { floor } = Math;

/** Is the values of a page before their type is looked at. */
export type RawValues = Float64Array | BigInt64Array | (Uint8Array | bigint)[];

/** Reads `count` small numbers of `width` bits each, in runs and packed groups; throws a RangeError when they are not there. */
export function readHybrid(reader: DataReader, width: number, count: number): Uint32Array {
  if (!(width >= 0 && width <= 32)) throw new RangeError(`numbers of ${width} bits`);
  const output = new Uint32Array(count);
  const bytes = (width + 7) >> 3;
  let filled = 0;
  while (filled < count) {
    const header = readVarInt(reader);
    if ((header & 1) === 0) {
      let value = 0;
      for (let byte = 0; byte < bytes; byte += 1) {
        value += reader.view.getUint8(reader.offset + byte) * POWERS[byte];
      }
      reader.offset += bytes;
      const end = Math.min(filled + (header >>> 1), count);
      if (end === filled) throw new RangeError('an empty run');
      output.fill(value, filled, end);
      filled = end;
    } else filled = readPacked(reader, (header >>> 1) * 8, width, output, filled);
  }
  return output;
}

const SHIFTS = Float64Array.from({ length: 41 }, (_, bit) => 2 ** bit);
const POWERS = [1, 256, 65_536, 16_777_216];

function readPacked(
  reader: DataReader,
  count: number,
  width: number,
  output: Uint32Array,
  from: number,
): number {
  if (count === 0) throw new RangeError('an empty group');
  const { view } = reader;
  const end = Math.min(from + count, output.length);
  const size = (count / 8) * width;
  // The last group may be cut where no values are left.
  const limit = Math.min(reader.offset + size, view.byteLength);
  let at = reader.offset;
  let held = 0;
  let bits = 0;
  for (let place = from; place < end; place += 1) {
    // What is held stays below 2^40, so it is exact in a double.
    while (bits < width) {
      held += view.getUint8(at) * SHIFTS[bits];
      at += 1;
      bits += 8;
    }
    const range = SHIFTS[width];
    const rest = floor(held / range);
    output[place] = held - rest * range;
    held = rest;
    bits -= width;
  }
  reader.offset = limit;
  return end;
}

/** Reads `count` values that stand one behind the other; throws a RangeError when they are not there. */
export function readPlainValues(
  { view, offset }: DataReader,
  type: string | undefined,
  count: number,
  length: number,
): RawValues {
  const size = SIZES[type ?? ''] ?? length;
  if (size > 0 && offset + count * size > view.byteLength) throw new RangeError('a page is short');
  if (type === 'INT64') {
    return BigInt64Array.from({ length: count }, (_, at) =>
      view.getBigInt64(offset + at * 8, true),
    );
  }
  if (type === 'BYTE_ARRAY') return readByteArrays(view, offset, count);
  if (type === 'FIXED_LEN_BYTE_ARRAY') {
    return Array.from({ length: count }, (_, at) => bytesAt(view, offset + at * length, length));
  }
  if (type === 'INT96') {
    return Array.from({ length: count }, (_, at) => nanosAt(view, offset + at * 12));
  }
  const values = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    if (type === 'DOUBLE') values[at] = view.getFloat64(offset + at * 8, true);
    else if (type === 'FLOAT') values[at] = view.getFloat32(offset + at * 4, true);
    else if (type === 'INT32') values[at] = view.getInt32(offset + at * 4, true);
    else throw new RangeError(`values of type ${type}`);
  }
  return values;
}

const SIZES: Record<string, number> = {
  INT64: 8,
  DOUBLE: 8,
  FLOAT: 4,
  INT32: 4,
  INT96: 12,
  BYTE_ARRAY: 4,
};

function readByteArrays(view: DataView, offset: number, count: number): Uint8Array[] {
  const values: Uint8Array[] = [];
  for (let at = 0; at < count; at += 1) {
    const length = view.getUint32(offset, true);
    values.push(bytesAt(view, offset + 4, length));
    offset += 4 + length;
  }
  return values;
}

function bytesAt(view: DataView, offset: number, length: number): Uint8Array {
  if (offset + length > view.byteLength) throw new RangeError('a text is short');
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}

// Nanoseconds of the day, then a Julian day: 2440588 is 1970-01-01.
function nanosAt(view: DataView, offset: number): bigint {
  const days = BigInt(view.getInt32(offset + 8, true)) - 2_440_588n;
  return days * 86_400_000_000_000n + view.getBigInt64(offset, true);
}
