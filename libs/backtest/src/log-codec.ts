import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { LogLine } from '@app/engine';

/** Compresses the lines that a strategy logged. */
export function encodeLogs(lines: readonly LogLine[]): Uint8Array {
  return zstdCompressSync(JSON.stringify(lines));
}

/** Restores what {@link encodeLogs} compressed. */
export function decodeLogs(compressed: Uint8Array): LogLine[] {
  return JSON.parse(zstdDecompressSync(compressed).toString()) as LogLine[];
}
