import { TextDecoder } from 'node:util';

const ENCODINGS: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Gives text as it is but for its byte order mark; UTF-16 becomes UTF-8. */
export async function* plainText(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let first: Uint8Array | null = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  for await (const piece of stream) {
    let bytes: Uint8Array = piece;
    if (first) {
      bytes = first.length === 0 ? piece : Buffer.concat([first, piece]);
      if (bytes.length < 3) {
        first = Uint8Array.from(bytes);
        continue;
      }
      first = null;
      const found = ENCODINGS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
      if (found && found[0] !== 'utf-8') decoder = new TextDecoder(found[0]);
      else if (found) bytes = bytes.subarray(3);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (first && first.length > 0) yield first;
}
