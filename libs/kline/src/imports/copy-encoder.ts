import { COPY_NULL, setTimestamp } from '@app/platform/copy';

/** Names the types of columns that can be encoded; times are epoch milliseconds. */
export type CopyType = 'int4' | 'float8' | 'timestamptz';

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
        view.setInt32(offset, COPY_NULL);
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
