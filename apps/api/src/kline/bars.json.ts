import type { Timeframe } from '@app/engine';
import type { BarBatch, BarPage } from '@app/kline';

/** Writes one page of bars as `BarPageResponse` in JSON; half the time of making objects for JSON.stringify. */
export function pageJson(
  symbol: string,
  timeframe: Timeframe,
  pageSize: number,
  { bars, total, page, nextCursor }: Omit<BarPage, 'version'>,
): string {
  const rest = {
    total,
    page,
    page_size: pageSize,
    pages: Math.ceil(total / pageSize),
    next_cursor: nextCursor,
  };
  return `{"items":[${itemsJson(symbol, timeframe, bars)}],${JSON.stringify(rest).slice(1)}`;
}

// Every stored number is finite, and JSON writes those as JavaScript does.
function itemsJson(symbol: string, timeframe: Timeframe, batch: BarBatch): string {
  const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
  const head = `{"symbol":${JSON.stringify(symbol)},"timeframe":"${timeframe}","open_time":"`;
  let items = '';
  for (let i = 0; i < time.length; i++) {
    if (i > 0) items += ',';
    items += `${head}${new Date(time[i]).toISOString()}","open":${open[i]},"high":${high[i]},"low":${low[i]},"close":${close[i]},"volume":${volume[i]}`;
    if (!Number.isNaN(quoteVolume[i])) items += `,"quote_volume":${quoteVolume[i]}`;
    if (!Number.isNaN(trades[i])) items += `,"trades":${trades[i]}`;
    items += '}';
  }
  return items;
}
