import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressionRegistry, CompressionType } from 'apache-arrow';
import type { Compressors } from 'hyparquet';
import { unpackLz4Block, unpackLz4Frame } from './lz4.js';

// No page or buffer of a market file comes near it.
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_RATIO = 1000;
const MOST_OF_BATCH = 512 * 1024 * 1024;

let budget = MOST_OF_BATCH;

/** Allows the next batch to unpack to half a GiB. */
export function newBudget(): void {
  budget = MOST_OF_BATCH;
}

/** Lets apache-arrow read what pandas and pyarrow pack. */
export function registerArrowCodecs(): void {
  compressionRegistry.set(CompressionType.LZ4_FRAME, {
    decode: (bytes) => spent(unpackLz4Frame(bytes, mostOf(bytes))),
  });
  compressionRegistry.set(CompressionType.ZSTD, {
    decode: (bytes) => spent(zstdDecompressSync(bytes, { maxOutputLength: mostOf(bytes) })),
  });
}

/** Unpacks the pages of Parquet; of snappy hyparquet brings its own. */
export const parquetCodecs: Compressors = {
  GZIP: (bytes, size) => gunzipSync(bytes, { maxOutputLength: boundedSize(size) }),
  BROTLI: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: boundedSize(size) }),
  ZSTD: (bytes, size) => zstdDecompressSync(bytes, { maxOutputLength: boundedSize(size) }),
  LZ4_RAW: (bytes, size) => {
    const output = new Uint8Array(boundedSize(size));
    unpackLz4Block(bytes, output, 0);
    return output;
  },
};

function mostOf(bytes: Uint8Array): number {
  return Math.min(budget, MOST_BYTES, Math.max(1024 * 1024, bytes.length * MOST_RATIO));
}

function spent(bytes: Uint8Array): Uint8Array {
  budget -= bytes.length;
  return bytes;
}

function boundedSize(size: number): number {
  if (!(size >= 0 && size <= MOST_BYTES)) throw new RangeError(`a page of ${size} bytes`);
  return Math.max(size, 1);
}
