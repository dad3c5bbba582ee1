import { crc32 } from 'node:zlib';
import { BAR_COLUMNS, type Bars } from '@app/engine';
import { sharedBars } from './shared-bars.js';

/** Names the bars of one file: a part of a series at a version, and the hash of all that this version holds, which no other database's series of the same number shares. */
export interface BarFileKey {
  seriesId: number;
  version: number;
  part: string;
  contentHash: string;
}

/** Reads bytes of a file at a place into memory, as many as it has, and says how many. */
export type ReadAt = (into: Uint8Array, position: number) => Promise<number>;

// The last letter is the version of the layout; the columns are little-endian, as every machine here is.
const MAGIC = 'BARLINEB';
const HEAD_BYTES = 24;
const LONGEST_NAME = 4096;

/** Writes a file of bars: a mark, the lengths and the checksum of what follows, what it is, and the columns. */
export function encodeBars(key: BarFileKey, bars: Bars): Uint8Array[] {
  const name = Buffer.from(nameOf(key));
  const columns = BAR_COLUMNS.map((column) => bytesOf(bars[column]));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(name.length, 8);
  head.writeUInt32LE(bars.time.length, 12);
  head.writeUInt32LE(checksumOf([name, ...columns]), 16);
  return [head, name, ...columns];
}

/** Reads a file of bars onto shared memory; undefined unless it is whole, unbroken, and the one that the key names. */
export async function decodeBars(
  key: BarFileKey,
  size: number,
  read: ReadAt,
): Promise<Bars | undefined> {
  const head = Buffer.alloc(HEAD_BYTES);
  if ((await read(head, 0)) < HEAD_BYTES || head.toString('latin1', 0, 8) !== MAGIC) return;
  const nameBytes = head.readUInt32LE(8);
  const rows = head.readUInt32LE(12);
  const columnBytes = rows * BAR_COLUMNS.length * 8;
  if (nameBytes > LONGEST_NAME || size !== HEAD_BYTES + nameBytes + columnBytes) return;
  const name = Buffer.alloc(nameBytes);
  await read(name, HEAD_BYTES);
  if (name.toString() !== nameOf(key)) return;
  const bars = sharedBars(rows);
  const columns = new Uint8Array(bars.time.buffer);
  if ((await read(columns, HEAD_BYTES + nameBytes)) < columnBytes) return;
  return checksumOf([name, columns]) === head.readUInt32LE(16) ? bars : undefined;
}

function nameOf({ seriesId, version, part, contentHash }: BarFileKey): string {
  return JSON.stringify([seriesId, version, part, contentHash]);
}

function checksumOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => crc32(part, sum), 0);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
