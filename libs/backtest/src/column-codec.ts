import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * Compresses a Float64 column, little-endian: first the lowest byte of every value, then the next, and so on,
 * because the high bytes of neighbouring values are mostly equal and then stand together.
 */
export function encodeColumn(column: Float64Array): Uint8Array {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const planes = new Uint8Array(bytes.length);
  const n = column.length;
  for (let i = 0; i < n; i++) {
    for (let b = 0; b < 8; b++) planes[b * n + i] = bytes[i * 8 + b] ?? 0;
  }
  return zstdCompressSync(planes);
}

/** Restores a column that {@link encodeColumn} compressed. */
export function decodeColumn(compressed: Uint8Array): Float64Array {
  const planes = zstdDecompressSync(compressed);
  const n = planes.length / 8;
  const column = new Float64Array(n);
  const bytes = new Uint8Array(column.buffer);
  for (let i = 0; i < n; i++) {
    for (let b = 0; b < 8; b++) bytes[i * 8 + b] = planes[b * n + i] ?? 0;
  }
  return column;
}
