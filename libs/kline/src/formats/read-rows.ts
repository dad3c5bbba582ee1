import { FormatError } from './format-error.js';
import type { RowSink, Scanner } from './row-sink.js';

/** Is the most bytes that a line or a record may have. */
export const LONGEST_LINE = 1024 * 1024;

const PIECE = 256 * 1024;
// Blank lines fill no batch, and whoever reads may want to stop.
const MOST_BETWEEN = 16 * 1024 * 1024;

/** Takes rows up to a measure, and is emptied when it is full. */
export interface Collector<T> extends RowSink {
  readonly full: boolean;
  /** Whether there is nothing in it. */
  readonly empty: boolean;
  /** Gives what was collected, which holds until it is emptied. */
  take(): T;
  clear(): void;
}

/** Reads a stream of bytes through a scanner, and gives what its sink collects each time that it is full, and after 16 MiB even if that is nothing. */
export async function* readRows<T>(
  stream: AsyncIterable<Uint8Array>,
  scanner: Scanner,
  sink: Collector<T>,
): AsyncIterable<T> {
  let buffer = Buffer.allocUnsafe(2 * PIECE);
  let size = 0;
  let between = 0;
  for await (const chunk of stream) {
    for (let from = 0; from < chunk.length; from += PIECE) {
      const piece = chunk.subarray(from, from + PIECE);
      if (size + piece.length > buffer.length) buffer = grown(buffer, size + piece.length);
      buffer.set(piece, size);
      size += piece.length;
      between += piece.length;
      let at = scanner.scan(buffer, 0, size, false);
      while (sink.full || between >= MOST_BETWEEN) {
        yield sink.take();
        sink.clear();
        between = 0;
        at = scanner.scan(buffer, at, size, false);
      }
      if (size - at > LONGEST_LINE) throw new FormatError('line-too-long');
      buffer.copyWithin(0, at, size);
      size -= at;
    }
  }
  let at = scanner.scan(buffer, 0, size, true);
  while (sink.full) {
    yield sink.take();
    sink.clear();
    at = scanner.scan(buffer, at, size, true);
  }
  if (!sink.empty) yield sink.take();
}

function grown(buffer: Buffer, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, size));
  larger.set(buffer);
  return larger;
}
