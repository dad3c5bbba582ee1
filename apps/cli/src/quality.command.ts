import { type Client, queryOf } from './client.js';
import { print } from './output.js';
import { type Quality, qualityText } from './quality-report.js';

/** What `barline quality` takes. */
export interface QualityOptions {
  timeframe?: string;
  start?: string;
  end?: string;
  json?: boolean;
}

/** Shows the quality of a series: a report for people, or all of it as JSON. */
export async function showQuality(
  client: Client,
  symbol: string,
  { timeframe, start, end, json }: QualityOptions,
): Promise<void> {
  const query = queryOf({ timeframe, start_date: start, end_date: end });
  const report = await client.data<Quality>(`kline/${encodeURIComponent(symbol)}/quality${query}`);
  await print(json ? `${JSON.stringify(report, null, 2)}\n` : qualityText(report));
}
