const HEADER_BYTES = 19;
const EPOCH_2000_MS = 946_684_800_000;
const HIGH_WORD = 4_294_967_296;
const NULL = -1;
const END = -1;

/** Reads PostgreSQL's binary COPY of rows that start with a timestamptz, followed by float8 or int4 fields, into columns; times become epoch milliseconds and NULL becomes NaN. */
export class CopyReader {
  private rows = 0;
  private rest: Buffer = Buffer.alloc(0);
  private started = false;
  private ended = false;
  private readonly maxRowBytes: number;

  /** The columns take one row each at most as long as they are. */
  constructor(private readonly columns: readonly Float64Array[]) {
    this.maxRowBytes = 2 + columns.length * 12;
  }

  /** Reads all rows that a piece of the stream completes. */
  push(chunk: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    let offset = 0;
    if (!this.started) {
      if (bytes.length < HEADER_BYTES) {
        this.rest = bytes;
        return;
      }
      this.started = true;
      offset = HEADER_BYTES;
    }
    offset = this.readRows(bytes, offset, this.maxRowBytes);
    this.rest = bytes.subarray(offset);
  }

  /** Reads what is left and returns the number of rows; throws when the stream was cut. */
  finish(): number {
    this.readRows(this.rest, 0, 2);
    if (!this.ended) throw new Error('The COPY stream ended before its last row.');
    return this.rows;
  }

  private readRows(bytes: Buffer, from: number, neededBytes: number): number {
    const { columns } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let offset = from;
    while (offset + neededBytes <= bytes.length && !this.ended) {
      const fields = view.getInt16(offset);
      offset += 2;
      if (fields === END) {
        this.ended = true;
        break;
      }
      if (this.rows >= columns[0].length) {
        throw new RangeError(`The COPY stream has more than ${this.rows} rows.`);
      }
      for (let field = 0; field < fields; field++) {
        const length = view.getInt32(offset);
        offset += 4;
        const column = columns[field];
        if (length === NULL) column[this.rows] = NaN;
        else {
          column[this.rows] = fieldAt(view, offset, field, length);
          offset += length;
        }
      }
      this.rows++;
    }
    return offset;
  }
}

function fieldAt(view: DataView, offset: number, field: number, length: number): number {
  if (field > 0) return length === 8 ? view.getFloat64(offset) : view.getInt32(offset);
  const micros = view.getInt32(offset) * HIGH_WORD + view.getUint32(offset + 4);
  return Math.round(micros / 1000) + EPOCH_2000_MS;
}
