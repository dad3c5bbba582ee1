import type { BarBatch } from '@app/kline';

const HEADER = 'open_time,open,high,low,close,volume,quote_volume,trades\r\n';

/** Writes bars as CSV (RFC 4180) with a header line; what is unknown is an empty cell. */
export async function* barsCsv(batches: AsyncIterable<BarBatch>): AsyncGenerator<string> {
  yield HEADER;
  for await (const batch of batches) yield linesOf(batch);
}

function linesOf(batch: BarBatch): string {
  const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
  let lines = '';
  for (let i = 0; i < time.length; i++) {
    const openTime = new Date(time[i]).toISOString();
    lines += `${openTime},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]},${cell(quoteVolume[i])},${cell(trades[i])}\r\n`;
  }
  return lines;
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
