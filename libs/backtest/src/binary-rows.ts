import { COPY_END, COPY_NULL, COPY_START, setTimestamp } from '@app/platform/copy';

/** What a cell of a row is to PostgreSQL: double precision, int, text, boolean, or a time in epoch milliseconds. */
export type CellKind = 'double' | 'int' | 'text' | 'bool' | 'time';

/** Is one cell; null where there is nothing. */
export type Cell = string | number | boolean | null;

const FIRST_BYTES = 65_536;
const UUID_BYTES = 16;
// Symbols, states and tags are few and come again and again.
const MOST_KEPT_TEXTS = 10_000;

/** Writes rows in COPY's binary format, which takes a tenth of the time that text does, and leaves no garbage. */
export class BinaryRows {
  private bytes = new Uint8Array(FIRST_BYTES);
  private view = new DataView(this.bytes.buffer);
  private length = 0;
  private readonly texts = new Map<string, Uint8Array>();
  private readonly id: Uint8Array;

  /** Begins with the id (a UUID) that is the first cell of every row. */
  constructor(
    id: string,
    private readonly kinds: readonly CellKind[],
  ) {
    this.id = Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (byte) =>
      Number.parseInt(byte, 16),
    );
    this.put(COPY_START);
  }

  /** Adds one row: the id, then a cell of each kind. */
  add(cells: readonly Cell[]): void {
    this.reserve(2 + 4 + UUID_BYTES);
    this.view.setInt16(this.length, 1 + this.kinds.length);
    this.length += 2;
    this.size(UUID_BYTES);
    this.put(this.id);
    for (let k = 0; k < this.kinds.length; k++) this.cell(this.kinds[k], cells[k]);
  }

  /** Ends the rows and returns all bytes. */
  end(): Uint8Array {
    this.reserve(COPY_END.length);
    this.put(COPY_END);
    return this.bytes.slice(0, this.length);
  }

  private cell(kind: CellKind | undefined, cell: Cell | undefined): void {
    this.reserve(12);
    if (cell === null || cell === undefined) this.size(COPY_NULL);
    else if (kind === 'text') this.text(String(cell));
    else if (kind === 'bool') {
      this.size(1);
      this.put([cell === true ? 1 : 0]);
    } else if (kind === 'int') {
      this.size(4);
      this.size(Number(cell));
    } else {
      this.size(8);
      if (kind === 'time') setTimestamp(this.view, this.length, Number(cell));
      else this.view.setFloat64(this.length, Number(cell));
      this.length += 8;
    }
  }

  private text(text: string): void {
    let bytes = this.texts.get(text);
    if (bytes === undefined) {
      // PostgreSQL holds no NUL in a text.
      bytes = new TextEncoder().encode(text.replaceAll('\0', ''));
      if (this.texts.size < MOST_KEPT_TEXTS) this.texts.set(text, bytes);
    }
    this.size(bytes.length);
    this.reserve(bytes.length);
    this.put(bytes);
  }

  private size(value: number): void {
    this.view.setInt32(this.length, value);
    this.length += 4;
  }

  private put(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.bytes[this.length + i] = bytes[i] ?? 0;
    this.length += bytes.length;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(2 * this.bytes.length + more);
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
