import { checkedBodyLength } from './arrow-check.js';
import { newBudget } from './codecs.js';
import { FormatError } from './format-error.js';

/** Is the most bytes of metadata that a message may have. */
export const MOST_METADATA = 16 * 1024 * 1024;

const END_OF_STREAM = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

/** Passes a stream on, and keeps the error that ends it where its reader would take that for its end. */
export async function* noting<T>(
  source: AsyncIterable<T>,
  failure: { error?: unknown },
): AsyncIterable<T> {
  try {
    yield* source;
  } catch (error) {
    failure.error = error;
    throw error;
  }
}

/** Gives the messages of an Arrow stream, or of a file, which is one between a mark and a footer; each is checked before anything is made of its sizes. */
export async function* messages(
  stream: AsyncIterable<Uint8Array>,
  file: boolean,
): AsyncIterable<Uint8Array> {
  const bytes = new ByteReader(stream);
  if (file) await bytes.take(8);
  let seen = false;
  for (;;) {
    const prefix = await bytes.take(8);
    const view = new DataView(prefix.buffer, prefix.byteOffset, 8);
    const length = view.getInt32(4, true);
    if (view.getInt32(0, true) !== -1) {
      if (!file || !seen) throw new RangeError('no message');
      await bytes.takeFooter(prefix);
      yield END_OF_STREAM;
      return;
    }
    if (length < 0 || length > MOST_METADATA) throw new RangeError('no message');
    seen = true;
    if (length === 0) {
      // What goes around the data is checked at its very end.
      await bytes.skipRest();
      yield prefix;
      return;
    }
    yield prefix;
    const metadata = await bytes.take(length);
    const body = checkedBodyLength(metadata);
    yield metadata;
    newBudget();
    if (body > 0) yield await bytes.take(body);
  }
}

/** Takes bytes out of a stream by number. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.pieces = stream[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Uint8Array> {
    const taken: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.rest.length === 0) {
        const { done, value } = await this.pieces.next();
        if (done)
          throw new FormatError('file-cut', [
            { field: 'file', problem: 'the Arrow data does not end' },
          ]);
        this.rest = value;
      }
      const part = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(part.length);
      missing -= part.length;
      taken.push(part);
    }
    return Uint8Array.from(Buffer.concat(taken));
  }

  /** Reads on to the end. */
  async skipRest(): Promise<void> {
    while (!(await this.pieces.next()).done);
  }

  /** Takes what is left, which must be the footer of a file: its length and a mark stand behind it. */
  async takeFooter(start: Uint8Array): Promise<void> {
    const parts: Uint8Array[] = [start, this.rest];
    let size = start.length + this.rest.length;
    for (let next = await this.pieces.next(); !next.done; next = await this.pieces.next()) {
      parts.push(next.value);
      size += next.value.length;
      if (size > MOST_METADATA) break;
    }
    const footer = Buffer.concat(parts);
    if (
      footer.toString('latin1', size - 6) !== 'ARROW1' ||
      footer.readInt32LE(size - 10) !== size - 10
    ) {
      throw new RangeError('neither message nor footer');
    }
  }
}
