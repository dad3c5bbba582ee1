import { FormatError } from './format-error.js';
import type { JsonShape } from './json-scanner.js';
import { DEEPEST, JsonByte, literalEnd, stringEnd, withoutBlanks } from './json-token.js';

const MOST_CELLS = 1024;

/** Makes the error for JSON that is none. */
export function broken(at: number): FormatError {
  return new FormatError('file-broken', [
    { field: 'file', problem: `the JSON breaks at byte ${at} of its piece` },
  ]);
}

/** Reads one record of plain values; of a value that is a container the first plain one within counts. */
export class JsonRecord {
  readonly start = new Int32Array(MOST_CELLS + 1);
  readonly stop = new Int32Array(MOST_CELLS + 1);
  cells = 0;
  /** How deep records lie. */
  depth = -1;
  /** The bytes that the places point into, when they are not those that were read: a key was put before. */
  keyBytes: Buffer | null = null;
  private readonly places = new Map<string, number>();
  private from = 0;
  private to = 0;

  constructor(private readonly shape: JsonShape) {
    shape.keys?.forEach((key, place) => this.places.set(key, place));
  }

  /** Whether the container at a place starts with a plain value. */
  isFlat(bytes: Buffer, at: number, size: number): 'yes' | 'no' | 'unknown' {
    let next = withoutBlanks(bytes, at + 1, size);
    if (bytes[at] === JsonByte.OpenObject && bytes[next] === JsonByte.Quote && next < size) {
      const end = stringEnd(bytes, next + 1, size);
      if (end < 0) return 'unknown';
      next = withoutBlanks(bytes, withoutBlanks(bytes, end + 1, size) + 1, size);
      // MongoDB puts an id first, CCXT what the exchange said.
      if (bytes[next] === JsonByte.OpenObject) return 'yes';
    }
    if (next >= size) return 'unknown';
    const byte = bytes[next];
    const nested = byte === JsonByte.OpenArray || byte === JsonByte.OpenObject;
    return nested || byte === JsonByte.CloseArray || byte === JsonByte.CloseObject ? 'no' : 'yes';
  }

  /** Reads the record at a place; gives the place after it, -1 when it does not end. */
  read(bytes: Buffer, at: number, size: number, key: string | null): number {
    const named = bytes[at] === JsonByte.OpenObject;
    const close = named ? JsonByte.CloseObject : JsonByte.CloseArray;
    const offset = key === null ? 0 : 1;
    const { keys } = this.shape;
    if (key !== null && keys?.length === 0) keys.push('time');
    this.cells = offset;
    if (named && keys) {
      this.start.fill(at, 0, keys.length + 1);
      this.stop.fill(at, 0, keys.length + 1);
      this.cells = keys.length;
    }
    let i = at + 1;
    for (;;) {
      i = withoutBlanks(bytes, i, size);
      let cell = this.cells;
      if (named) {
        if (i === size) return -1;
        if (bytes[i] !== JsonByte.Quote) throw broken(i);
        const end = stringEnd(bytes, i + 1, size);
        if (end < 0) return -1;
        cell = this.placeOf(bytes.toString('utf8', i + 1, end));
        i = withoutBlanks(bytes, end + 1, size);
        if (i === size) return -1;
        if (bytes[i] !== JsonByte.Colon) throw broken(i);
        i = withoutBlanks(bytes, i + 1, size);
      } else if (this.cells < MOST_CELLS) this.cells += 1;
      i = this.value(bytes, i, size);
      if (i < 0) return -1;
      if (cell >= 0 && cell <= MOST_CELLS) {
        this.start[cell] = this.from;
        this.stop[cell] = this.to;
      }
      i = withoutBlanks(bytes, i, size);
      if (i >= size) return -1;
      if (bytes[i] === close) break;
      if (bytes[i] !== JsonByte.Comma) throw broken(i);
      i += 1;
    }
    this.keyBytes = key === null ? null : this.withKey(bytes, at, i, key);
    return i + 1;
  }

  private placeOf(key: string): number {
    const place = this.places.get(key);
    if (place !== undefined || !this.shape.growing || !this.shape.keys) return place ?? -1;
    const { keys } = this.shape;
    if (keys.length >= MOST_CELLS) return -1;
    this.places.set(key, keys.length);
    this.start[keys.length] = this.stop[keys.length] = 0;
    this.cells = keys.push(key);
    return keys.length - 1;
  }

  private value(bytes: Buffer, at: number, size: number): number {
    if (at === size) return -1;
    const byte = bytes[at];
    if (byte === JsonByte.Quote) {
      const end = stringEnd(bytes, at + 1, size);
      this.from = at + 1;
      this.to = end;
      return end < 0 ? -1 : end + 1;
    }
    if (byte === JsonByte.OpenArray || byte === JsonByte.OpenObject)
      return this.nested(bytes, at, size);
    const end = literalEnd(bytes, at, size);
    if (end === size) return -1;
    if (end === at) throw broken(at);
    this.from = at;
    this.to = end;
    return end;
  }

  private nested(bytes: Buffer, at: number, size: number): number {
    let depth = 0;
    let from = -1;
    let to = -1;
    for (let i = at; i < size; i += 1) {
      const byte = bytes[i];
      if (byte === JsonByte.OpenArray || byte === JsonByte.OpenObject) {
        depth += 1;
        if (depth > DEEPEST) throw new FormatError('json-too-deep');
      } else if (byte === JsonByte.CloseArray || byte === JsonByte.CloseObject) {
        depth -= 1;
        if (depth > 0) continue;
        this.from = from < 0 ? at : from;
        this.to = from < 0 ? at : to;
        return i + 1;
      } else if (byte === JsonByte.Quote) {
        const end = stringEnd(bytes, i + 1, size);
        if (end < 0) return -1;
        const isKey = bytes[withoutBlanks(bytes, end + 1, size)] === JsonByte.Colon;
        if (from < 0 && !isKey) [from, to] = [i + 1, end];
        i = end;
      } else if (from < 0 && literalEnd(bytes, i, size) > i) {
        from = i;
        to = literalEnd(bytes, i, size);
        i = to - 1;
      }
    }
    return -1;
  }

  // A key that tells the time becomes the first cell: the record is copied with it in front.
  private withKey(bytes: Buffer, at: number, last: number, key: string): Buffer {
    const name = Buffer.from(key);
    const copy = Buffer.concat([name, bytes.subarray(at, last + 1)]);
    const moved = name.length - at;
    for (let cell = 0; cell < this.cells; cell += 1) {
      this.start[cell] += moved;
      this.stop[cell] += moved;
    }
    this.start[0] = 0;
    this.stop[0] = name.length;
    return copy;
  }
}
