import { FormatError } from './format-error.js';
import { broken, JsonRecord } from './json-record.js';
import { DEEPEST, JsonByte, literalEnd, stringEnd, withoutBlanks } from './json-token.js';
import type { RowSink, Scanner } from './row-sink.js';

type Expected = 'value' | 'first' | 'key' | 'first key' | 'colon' | 'comma';

/** Says where the records of a JSON file stand. */
export interface JsonShape {
  /** The keys of the records, in the order of their cells; null where they are arrays. */
  keys: string[] | null;
  /** Whether keys that are missing above are added as they come. */
  growing: boolean;
  /** Whether the file is a record a line, and no array of them. */
  lines: boolean;
}

/** Cuts JSON into records: arrays or objects of plain values that stand in an array, under dates, or one a line. */
export class JsonScanner implements Scanner {
  private readonly stack: number[] = [];
  private readonly record: JsonRecord;
  private expected: Expected = 'value';
  private started = false;
  private key = '';
  private count = 0;

  constructor(
    private readonly shape: JsonShape,
    private readonly sink: RowSink,
  ) {
    this.record = new JsonRecord(shape);
  }

  scan(bytes: Buffer, at: number, size: number, final: boolean): number {
    for (;;) {
      at = withoutBlanks(bytes, at, size);
      if (at === size) {
        if (final) this.finish();
        return at;
      }
      const next = this.step(bytes, at, size, final);
      if (next === -1) {
        if (final)
          throw new FormatError('file-cut', [{ field: 'file', problem: 'the JSON does not end' }]);
        return at;
      }
      if (next < 0) return -next;
      at = next;
    }
  }

  // Gives the place after what was read; -1 when it is incomplete, and negative when the sink wants no more.
  private step(bytes: Buffer, at: number, size: number, final: boolean): number {
    const byte = bytes[at];
    if (this.expected === 'comma') return this.afterValue(byte, at);
    if (this.expected === 'colon') {
      if (byte !== JsonByte.Colon) throw broken(at);
      this.expected = 'value';
      return at + 1;
    }
    if (this.expected === 'key' || this.expected === 'first key') {
      if (byte === JsonByte.CloseObject && this.expected === 'first key') return this.close(at);
      if (byte !== JsonByte.Quote) throw broken(at);
      const end = stringEnd(bytes, at + 1, size);
      if (end < 0) return -1;
      this.key = bytes.toString('utf8', at + 1, end);
      this.expected = 'colon';
      return end + 1;
    }
    if (byte === JsonByte.CloseArray && this.expected === 'first') return this.close(at);
    if (byte === JsonByte.OpenArray || byte === JsonByte.OpenObject)
      return this.container(bytes, at, size, final);
    const end =
      byte === JsonByte.Quote ? stringEnd(bytes, at + 1, size) + 1 : literalEnd(bytes, at, size);
    if (end <= 0 || (end === size && !final)) return -1;
    if (end === at) throw broken(at);
    this.expected = 'comma';
    if (
      this.count === 0 ||
      this.stack.at(-1) !== JsonByte.OpenArray ||
      this.record.depth !== this.stack.length
    )
      return end;
    return this.emit(bytes, at, end, 1);
  }

  private afterValue(byte: number, at: number): number {
    const top = this.stack.at(-1);
    if (top === undefined) {
      // A second value after the first: one record a line.
      if (!this.shape.lines) throw broken(at);
      this.expected = 'value';
      return byte === JsonByte.Comma ? at + 1 : at;
    }
    if (byte === JsonByte.Comma) {
      this.expected = top === JsonByte.OpenObject ? 'key' : 'value';
      return at + 1;
    }
    if (byte !== (top === JsonByte.OpenObject ? JsonByte.CloseObject : JsonByte.CloseArray))
      throw broken(at);
    return this.close(at);
  }

  private close(at: number): number {
    this.stack.pop();
    this.expected = 'comma';
    return at + 1;
  }

  private container(bytes: Buffer, at: number, size: number, final: boolean): number {
    this.started = true;
    const keyed = this.stack.at(-1) === JsonByte.OpenObject;
    const placed = keyed
      ? /^\d[\d:. T-]{7,}/.test(this.key)
      : this.stack.length > 0 || this.shape.lines;
    const flat = placed ? this.record.isFlat(bytes, at, size) : 'no';
    if (flat === 'unknown' && !final) return -1;
    if (flat === 'yes') {
      const end = this.record.read(bytes, at, size, keyed ? this.key : null);
      if (end < 0) return -1;
      this.record.depth = this.stack.length;
      this.expected = 'comma';
      return this.emit(bytes, at, end, this.record.cells);
    }
    this.stack.push(bytes[at]);
    if (this.stack.length > DEEPEST) throw new FormatError('json-too-deep');
    this.expected = bytes[at] === JsonByte.OpenObject ? 'first key' : 'first';
    return at + 1;
  }

  private emit(bytes: Buffer, at: number, end: number, cells: number): number {
    this.count += 1;
    const { start, stop, keyBytes } = this.record;
    if (cells === 1) [start[0], stop[0]] = [at, end];
    const wanted =
      keyBytes && cells > 1
        ? this.sink.row(keyBytes, start, stop, cells, this.count, 0, keyBytes.length)
        : this.sink.row(bytes, start, stop, cells, this.count, at, end);
    return wanted ? end : -end;
  }

  private finish(): void {
    if (this.stack.length > 0 || !this.started || this.expected === 'colon') {
      throw new FormatError('file-cut', [{ field: 'file', problem: 'the JSON does not end' }]);
    }
  }
}
