import { type Client, queryOf } from './client.js';
import { table } from './table.js';

/** What `barline series` takes. */
export interface SeriesOptions {
  symbol?: string;
  json?: boolean;
}

interface SeriesItem {
  symbol: string;
  timeframe: string;
  first: string | null;
  last: string | null;
  count: number;
  version: number;
}

interface Page {
  items: SeriesItem[];
  pages: number;
}

const PAGE_SIZE = '1000';

/** Lists the series that are stored. */
export async function listSeries(client: Client, { symbol, json }: SeriesOptions): Promise<void> {
  const items: SeriesItem[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const query = queryOf({ page: String(page), page_size: PAGE_SIZE });
    const found = await client.data<Page>(`kline/series${query}`);
    items.push(...found.items.filter((each) => symbol === undefined || each.symbol === symbol));
    pages = found.pages;
  }
  const rows = items.map((each) => [
    each.symbol,
    each.timeframe,
    each.first ?? '',
    each.last ?? '',
    each.count,
    each.version,
  ]);
  const head = ['symbol', 'timeframe', 'first', 'last', 'count', 'version'];
  process.stdout.write(json ? `${JSON.stringify(items, null, 2)}\n` : table(head, rows));
}
