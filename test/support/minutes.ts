import type { TestApp } from './app.js';

/** Puts a series of whole minutes straight into the tables, as the first version of it, and returns its id. */
export async function fillMinutes(
  app: Pick<TestApp, 'query'>,
  symbol: string,
  count: number,
  start = '2020-01-01T00:00:00Z',
): Promise<number> {
  const [series] = await app.query<{ id: number }>(
    `INSERT INTO series (symbol, kind, timeframe, version, count, first_open_time, last_open_time)
     VALUES ($1, 'bars', '1m', 1, $2, $3, $3::timestamptz + ($2 - 1) * interval '1 minute')
     RETURNING id`,
    [symbol, count, start],
  );
  await app.query(
    `INSERT INTO klines (series_id, open_time, open, high, low, close, volume, version)
     SELECT $1, $3::timestamptz + i * interval '1 minute',
       100 + i % 89, 101.25 + i % 89, 98.5 + i % 89, 100.125 + i % 89, i % 1000 / 8.0, 1
     FROM generate_series(0, $2 - 1) AS i`,
    [series!.id, count, start],
  );
  return series!.id;
}
