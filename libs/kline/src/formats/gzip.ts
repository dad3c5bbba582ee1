import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errorText } from './error-text.js';
import { FormatError } from './format-error.js';

/** Unpacks a stream of gzip; throws a FormatError where it is cut or damaged. */
export async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  let failure: unknown;
  // By default up to 16 pieces would be fetched ahead, of a megabyte each.
  pipeline(Readable.from(packed, { highWaterMark: 1 }), unzip, (error) => {
    failure = error;
  });
  try {
    for await (const chunk of unzip) yield chunk as Uint8Array;
  } catch (error) {
    throw gzipError(failure ?? error);
  } finally {
    unzip.destroy();
  }
}

function gzipError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  const cut = /unexpected end/i.test(errorText(error));
  return new FormatError(cut ? 'file-cut' : 'file-broken', [
    { field: 'file', problem: 'the gzip data is damaged or cut' },
  ]);
}
