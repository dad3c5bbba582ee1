/** Is how deep containers may lie in each other; market files need five. */
export const DEEPEST = 12;

/** The bytes that JSON is made of. */
export const enum JsonByte {
  Quote = 34,
  Comma = 44,
  Colon = 58,
  OpenArray = 91,
  Backslash = 92,
  CloseArray = 93,
  OpenObject = 123,
  CloseObject = 125,
}

/** Gives the place of the next byte that is no blank. */
export function withoutBlanks(bytes: Buffer, at: number, size: number): number {
  while (at < size) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return at;
    at += 1;
  }
  return size;
}

/** Gives the place of the quote that ends a string, -1 when it does not come. */
export function stringEnd(bytes: Buffer, at: number, size: number): number {
  for (; at < size; at += 1) {
    const byte = bytes[at];
    if (byte === JsonByte.Quote) return at;
    if (byte === JsonByte.Backslash) at += 1;
  }
  return -1;
}

/** Gives the place after a number or a word; the place itself where there is neither. */
export function literalEnd(bytes: Buffer, at: number, size: number): number {
  for (; at < size; at += 1) {
    const byte = bytes[at];
    const digit = byte >= 48 && byte <= 57;
    const letter = (byte | 32) >= 97 && (byte | 32) <= 122;
    if (!digit && !letter && byte !== 43 && byte !== 45 && byte !== 46) return at;
  }
  return at;
}
