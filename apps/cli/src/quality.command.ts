import { type Client, queryOf } from './client.js';
import { table } from './table.js';

/** What `barline quality` takes. */
export interface QualityOptions {
  timeframe?: string;
  start?: string;
  end?: string;
  json?: boolean;
}

/** Shows the quality of a series: its figures, or the whole report as JSON. */
export async function showQuality(
  client: Client,
  symbol: string,
  { timeframe, start, end, json }: QualityOptions,
): Promise<void> {
  const query = queryOf({ timeframe, start_date: start, end_date: end });
  const path = `kline/${encodeURIComponent(symbol)}/quality${query}`;
  const report = await client.data<Record<string, unknown>>(path);
  process.stdout.write(
    json ? `${JSON.stringify(report, null, 2)}\n` : table(['quality of', symbol], rowsOf(report)),
  );
}

// Figures of one level; lists are told by their length.
function rowsOf(report: Record<string, unknown>, before = ''): string[][] {
  return Object.entries(report).flatMap(([name, value]) => {
    if (Array.isArray(value)) return [[before + name, `${value.length} listed`]];
    if (typeof value === 'object' && value !== null) {
      return rowsOf(value as Record<string, unknown>, `${before}${name}.`);
    }
    return [[before + name, String(value ?? '')]];
  });
}
