import type { CsvDialect } from './csv-dialect.js';
import type { RowSink, Scanner } from './row-sink.js';

const MOST_CELLS = 1024;
const QUOTE = 34;
const RETURN = 13;

/** Cuts delimited text into rows of cells, without copying them. */
export class CsvScanner implements Scanner {
  private readonly start = new Int32Array(MOST_CELLS + 1);
  private readonly end = new Int32Array(MOST_CELLS + 1);
  private line = 0;

  constructor(
    private readonly dialect: CsvDialect,
    private readonly sink: RowSink,
  ) {}

  /** Hands the whole lines from `at` on to the sink, until it wants no more; gives the place after the last of them. */
  scan(bytes: Buffer, at: number, size: number, final: boolean): number {
    const { start, end } = this;
    const { delimiter, newline, skip } = this.dialect;
    while (at < size) {
      let cells = 0;
      let quoted = false;
      let i = at;
      start[0] = at;
      for (; i < size; i += 1) {
        const byte = bytes[i];
        if (byte === delimiter) {
          end[cells] = i;
          if (cells < MOST_CELLS) cells += 1;
          start[cells] = i + 1;
        } else if (byte === newline) break;
        else if (byte === QUOTE) quoted = true;
      }
      if (i === size && !final) return at;
      const next = i + 1;
      const stop = i > at && bytes[i - 1] === RETURN ? i - 1 : i;
      end[cells] = stop;
      this.line += 1;
      const count = quoted
        ? this.cutQuoted(bytes, at, stop)
        : this.dialect.collapse
          ? this.joined(cells + 1)
          : cells + 1;
      const from = at;
      at = next < size ? next : size;
      if (this.line <= skip || isBlank(bytes, from, stop)) continue;
      if (!this.sink.row(bytes, start, end, count, this.line, from, stop)) return at;
    }
    return at;
  }

  // Cells in quotes may hold delimiters; a line that is quoted as a whole is cut inside its quotes.
  private cutQuoted(bytes: Buffer, from: number, to: number): number {
    const { start, end, dialect } = this;
    let i = from;
    let stop = to;
    if (dialect.quotedLines && bytes[from] === QUOTE && bytes[to - 1] === QUOTE) {
      i += 1;
      stop -= 1;
    }
    let cells = 0;
    let inside = false;
    start[0] = i;
    for (; i < stop; i += 1) {
      const byte = bytes[i];
      if (byte === QUOTE) inside = !inside;
      else if (byte === dialect.delimiter && !inside) {
        end[cells] = i;
        if (cells < MOST_CELLS) cells += 1;
        start[cells] = i + 1;
      }
    }
    end[cells] = stop;
    for (let cell = 0; cell <= cells; cell += 1) this.unquote(bytes, cell);
    return dialect.collapse ? this.joined(cells + 1) : cells + 1;
  }

  private unquote(bytes: Buffer, cell: number): void {
    const { start, end } = this;
    while (start[cell] < end[cell] && bytes[start[cell]] === 32) start[cell] += 1;
    while (end[cell] > start[cell] && bytes[end[cell] - 1] === 32) end[cell] -= 1;
    if (end[cell] - start[cell] < 2) return;
    if (bytes[start[cell]] !== QUOTE || bytes[end[cell] - 1] !== QUOTE) return;
    start[cell] += 1;
    end[cell] -= 1;
  }

  // Where blanks stand between cells, several of them are one.
  private joined(count: number): number {
    let kept = 0;
    for (let cell = 0; cell < count; cell += 1) {
      if (this.end[cell] === this.start[cell]) continue;
      this.start[kept] = this.start[cell];
      this.end[kept] = this.end[cell];
      kept += 1;
    }
    return kept;
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    if (bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== RETURN) return false;
  }
  return true;
}
