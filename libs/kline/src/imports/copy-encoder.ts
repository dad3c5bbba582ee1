const EPOCH_2000_MS = 946_684_800_000;
const HIGH_WORD = 4_294_967_296;
const NULL = -1;

/** Names the types of columns that can be encoded; times are epoch milliseconds. */
export type CopyType = 'int4' | 'float8' | 'timestamptz';

/** Starts PostgreSQL's binary COPY. */
export const COPY_START = Buffer.concat([
  Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
  Buffer.alloc(8),
]);

/** Ends PostgreSQL's binary COPY. */
export const COPY_END = Buffer.from([0xff, 0xff]);

/** Says how many bytes a row takes at most. */
export function rowBytes(types: readonly CopyType[]): number {
  return 2 + types.length * 12;
}

/** Encodes the first `count` rows of columns in PostgreSQL's binary COPY, into bytes that are long enough, and returns those that were used; NaN becomes NULL. */
export function encodeCopyRows(
  types: readonly CopyType[],
  columns: readonly Float64Array[],
  count: number,
  bytes: Buffer = Buffer.allocUnsafe(count * rowBytes(types)),
): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields = types.length;
  let offset = 0;
  for (let row = 0; row < count; row++) {
    view.setInt16(offset, fields);
    offset += 2;
    for (let field = 0; field < fields; field++) {
      const value = columns[field][row];
      if (Number.isNaN(value)) {
        view.setInt32(offset, NULL);
        offset += 4;
        continue;
      }
      const type = types[field];
      const length = type === 'int4' ? 4 : 8;
      view.setInt32(offset, length);
      offset += 4;
      if (type === 'float8') view.setFloat64(offset, value);
      else if (type === 'int4') view.setInt32(offset, value);
      else setTimestamp(view, offset, value);
      offset += length;
    }
  }
  return bytes.subarray(0, offset);
}

/** Writes a time (epoch ms) as PostgreSQL keeps it: big-endian microseconds since 2000. */
export function setTimestamp(view: DataView, offset: number, timeMs: number): void {
  const micros = (timeMs - EPOCH_2000_MS) * 1000;
  if (Number.isSafeInteger(micros)) {
    const high = Math.floor(micros / HIGH_WORD);
    view.setInt32(offset, high);
    view.setUint32(offset + 4, micros - high * HIGH_WORD);
    return;
  }
  // From the year 2255 on microseconds are more than a double counts one by one.
  view.setBigInt64(offset, BigInt(timeMs - EPOCH_2000_MS) * 1000n);
}
