import { type Client, queryOf } from './client.js';

/** Is one stored series as the server tells it. */
export interface SeriesItem {
  symbol: string;
  /** Null for funding rates. */
  timeframe: string | null;
  first: string | null;
  last: string | null;
  count: number;
  /** Null until the quality of all of it was asked for. */
  gaps: number | null;
  version: number;
}

interface Page {
  items: SeriesItem[];
  pages: number;
}

const PAGE_SIZE = '1000';

/** Lists the series that are stored, of one symbol or of all. */
export async function storedSeries(client: Client, symbol?: string): Promise<SeriesItem[]> {
  const items: SeriesItem[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const query = queryOf({ page: String(page), page_size: PAGE_SIZE });
    const found = await client.data<Page>(`kline/series${query}`);
    items.push(...found.items.filter((each) => symbol === undefined || each.symbol === symbol));
    pages = found.pages;
  }
  return items;
}
