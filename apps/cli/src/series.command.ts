import type { Client } from './client.js';
import { print } from './output.js';
import { storedSeries } from './series.js';
import { table } from './table.js';

/** What `barline series` takes. */
export interface SeriesOptions {
  symbol?: string;
  json?: boolean;
}

const HEAD = ['symbol', 'timeframe', 'first', 'last', 'count', 'gaps', 'version'];

/** Lists the series that are stored. */
export async function listSeries(client: Client, { symbol, json }: SeriesOptions): Promise<void> {
  const items = await storedSeries(client, symbol);
  const rows = items.map((each) => [
    each.symbol,
    each.timeframe ?? '-',
    each.first ?? '',
    each.last ?? '',
    each.count,
    each.gaps ?? '-',
    each.version,
  ]);
  await print(json ? `${JSON.stringify(items, null, 2)}\n` : table(HEAD, rows));
}
