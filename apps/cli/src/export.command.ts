import { basename } from 'node:path';
import { type Client, queryOf } from './client.js';
import { writeOut } from './output.js';
import { Progress } from './progress.js';
import { rowCounter } from './row-counter.js';
import { storedSeries } from './series.js';

/** What `barline export` takes. */
export interface ExportOptions {
  timeframe: string;
  start?: string;
  end?: string;
  format: 'csv' | 'arrow';
  output?: string;
}

const TYPES = { csv: 'text/csv', arrow: 'application/vnd.apache.arrow.stream' };

/** Writes the bars of a range as they come, so that no series is too long, and tells how many they were. */
export async function exportBars(
  client: Client,
  symbol: string,
  options: ExportOptions,
): Promise<void> {
  const { format, output } = options;
  const isFile = output !== undefined && output !== '-';
  const progress = new Progress();
  const total = isFile && progress.isSeen ? await totalOf(client, symbol, options) : undefined;
  const response = await client.fetch(pathOf(symbol, options), {
    headers: { Accept: TYPES[format] },
  });
  const body = client.bodyOf(response);
  if (!isFile) return writeOut(body, undefined);
  const counter = await rowCounter(format);
  let bytes = 0;
  const counted = async function* () {
    for await (const piece of body) {
      counter.add(piece);
      bytes += piece.length;
      const of = total === undefined ? '' : ` of ${total}`;
      const share = total === undefined ? undefined : counter.rows / total;
      progress.show(basename(output), share, `${counter.rows}${of} rows, ${bytes} bytes`);
      yield piece;
    }
  };
  try {
    await writeOut(counted(), output);
  } finally {
    progress.end();
  }
  process.stderr.write(`${output}: ${counter.rows} rows, ${bytes} bytes.\n`);
}

function pathOf(symbol: string, { timeframe, start, end }: ExportOptions, pageSize?: string) {
  const range = { timeframe, start_date: start, end_date: end };
  return `kline/${encodeURIComponent(symbol)}${queryOf({ ...range, page_size: pageSize })}`;
}

// How many bars a timeframe will have that is built on the way, nobody knows before it is built.
async function totalOf(
  client: Client,
  symbol: string,
  options: ExportOptions,
): Promise<number | undefined> {
  const series = await storedSeries(client, symbol);
  const stored = series.find(({ timeframe }) => timeframe === options.timeframe);
  if (!stored) return undefined;
  if (options.start === undefined && options.end === undefined) return stored.count;
  return (await client.data<{ total: number }>(pathOf(symbol, options, '1'))).total;
}
