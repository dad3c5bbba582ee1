import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Client, CommandError, queryOf } from './client.js';

/** What `barline export` takes. */
export interface ExportOptions {
  timeframe: string;
  start?: string;
  end?: string;
  format: 'csv' | 'arrow';
  output?: string;
}

const TYPES = { csv: 'text/csv', arrow: 'application/vnd.apache.arrow.stream' };

/** Writes the bars of a range as they come, so that no series is too long; a file appears whole or not at all. */
export async function exportBars(
  client: Client,
  symbol: string,
  { timeframe, start, end, format, output }: ExportOptions,
): Promise<void> {
  const query = queryOf({ timeframe, start_date: start, end_date: end });
  const path = `kline/${encodeURIComponent(symbol)}${query}`;
  const response = await client.fetch(path, { headers: { Accept: TYPES[format] } });
  if (!response.body) throw new CommandError('The server sent nothing.');
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  if (output === undefined) {
    await pipeline(body, process.stdout, { end: false });
    return;
  }
  const partial = `${output}.part`;
  try {
    await pipeline(body, createWriteStream(partial));
    await rename(partial, output);
  } catch (error) {
    await rm(partial, { force: true });
    throw new CommandError(`${output} was not written: ${(error as Error).message}`);
  }
}
