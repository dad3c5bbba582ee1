import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { LogLine } from '@app/engine';

/** Is what a strategy logged, ready to store. */
export interface EncodedLog {
  count: number;
  /** The lines, compressed JSON. */
  lines: Uint8Array;
}

/** Compresses the lines that a strategy logged. */
export function encodeLogs(lines: readonly LogLine[]): EncodedLog {
  return { count: lines.length, lines: zstdCompressSync(JSON.stringify(lines)) };
}

/** Restores what {@link encodeLogs} compressed. */
export function decodeLogs(compressed: Uint8Array): LogLine[] {
  return JSON.parse(zstdDecompressSync(compressed).toString()) as LogLine[];
}
