import type { Client } from 'pg';
import { syntheticBars } from '@app/engine';
import { built } from './scratch.js';

/** How many minutes a year has. */
export const YEAR_BARS = 525_600;

/** Stores a year of minutes of a random walk as the first version of a series, and returns its id. */
export async function storeYear(client: Client, symbol: string): Promise<number> {
  const engine = await built<{ syntheticBars: typeof syntheticBars }>('libs/engine/src/index.js');
  const bars = engine.syntheticBars(YEAR_BARS, '1m', 7);
  const columns = [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume];
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO series (symbol, kind, timeframe, version, count, first_open_time, last_open_time)
     VALUES ($1, 'bars', '1m', 1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000))
     RETURNING id`,
    [symbol, YEAR_BARS, bars.time[0], bars.time[YEAR_BARS - 1]],
  );
  const [{ id }] = rows;
  await client.query(
    `INSERT INTO klines (series_id, open_time, open, high, low, close, volume, version)
     SELECT $1, 'epoch'::timestamptz + time * interval '1 millisecond', o, h, l, c, v, 1
     FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[])
       AS bar(time, o, h, l, c, v)`,
    [id, ...columns.map((column) => `{${column.join()}}`)],
  );
  await client.query(
    `INSERT INTO series_versions (series_id, version, created_at, inserted, updated, deleted, count,
       first_open_time, last_open_time, grid_offset_ms, content_hash)
     SELECT id, 1, now(), count, 0, 0, count, first_open_time, last_open_time, 0, 1::bit(256)
     FROM series WHERE id = $1`,
    [id],
  );
  await client.query('VACUUM ANALYZE klines');
  return id;
}
