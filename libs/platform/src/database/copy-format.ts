const EPOCH_2000_MS = 946_684_800_000;
const HIGH_WORD = 4_294_967_296;

/** Starts PostgreSQL's binary COPY. */
export const COPY_START = Buffer.concat([
  Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
  Buffer.alloc(8),
]);

/** Ends PostgreSQL's binary COPY. */
export const COPY_END = Buffer.from([0xff, 0xff]);

/** Is the size of a cell in which there is nothing. */
export const COPY_NULL = -1;

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
