import type { BarBatch } from '@app/kline';

// So few that what is left of a piece dies young: pieces of a whole batch were seen to pile up by the hundred megabytes.
const LINES = 512;
const HEADER = 'open_time,open,high,low,close,volume,quote_volume,trades\r\n';

/** Writes bars as CSV (RFC 4180) with a header line; what is unknown is an empty cell. */
export async function* barsCsv(batches: AsyncIterable<BarBatch>): AsyncGenerator<string> {
  yield HEADER;
  for await (const batch of batches) {
    for (let from = 0; from < batch.time.length; from += LINES) {
      yield linesOf(batch, from, Math.min(from + LINES, batch.time.length));
    }
  }
}

function linesOf(batch: BarBatch, from: number, to: number): string {
  const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
  let lines = '';
  for (let i = from; i < to; i++) {
    const openTime = new Date(time[i]).toISOString();
    lines += `${openTime},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]},${cell(quoteVolume[i])},${cell(trades[i])}\r\n`;
  }
  return lines;
}

function cell(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
