import type { EntityManager } from 'typeorm';
import { barHashSql, combinedSql } from './content-hash.js';
import type { DaySession } from './day-session.js';
import { Series } from './series.entity.js';
import { SeriesWriter } from './series-writer.repository.js';

const FIGURES = 'open, high, low, close, volume, quote_volume, trades';

// No date is the open time of a bar that stands at a time of day, so none is in the way of another.
const MOVE = `
WITH moves AS MATERIALIZED (
  SELECT 'epoch'::timestamptz + from_ms * interval '1 millisecond' AS open_time,
    'epoch'::timestamptz + to_ms * interval '1 millisecond' AS date
  FROM unnest($2::float8[], $3::float8[]) AS move(from_ms, to_ms)
), removed AS (
  DELETE FROM klines WHERE series_id = $1 RETURNING *
), superseded AS (
  INSERT INTO kline_history (series_id, first_version, last_version, open_time, ${FIGURES})
  SELECT series_id, version, $4::int - 1, open_time, ${FIGURES} FROM removed WHERE version < $4
  ON CONFLICT DO NOTHING
), written AS (
  INSERT INTO klines AS moved (series_id, open_time, ${FIGURES}, version)
  SELECT series_id, date, ${FIGURES}, $4::int FROM removed JOIN moves USING (open_time)
  RETURNING ${barHashSql('moved')} AS hash
)
SELECT (SELECT count(*)::int FROM removed) AS removed, (SELECT count(*)::int FROM written) AS written,
  (SELECT ${combinedSql('hash')} FROM written)
    # (SELECT ${combinedSql(barHashSql('removed'))} FROM removed) AS hash`;

/** Lists the open times of all bars of a series, oldest first. */
export async function openTimesOf(manager: EntityManager, { id }: Series): Promise<number[]> {
  const rows: { time: Date }[] = await manager.query(
    'SELECT open_time AS time FROM klines WHERE series_id = $1 ORDER BY open_time',
    [id],
  );
  return rows.map(({ time }) => time.getTime());
}

/** Stamps all bars of a locked series with their dates, as a version of its own, and returns what the series is then; the session must be that of each of them. */
export async function moveDays(
  manager: EntityManager,
  series: Series,
  { stamper, movedTo }: DaySession,
  userId: string,
): Promise<Series> {
  const times = await openTimesOf(manager, series);
  const dates = times.map((time) => stamper.dateOf(time));
  const [{ removed, written, hash }]: [{ removed: number; written: number; hash: string }] =
    await manager.query(MOVE, [series.id, times, dates, series.version + 1]);
  if (written !== removed) throw new Error(`${removed} bars became ${written} days.`);
  await manager.update(Series, { id: series.id }, { gridOffsetMs: movedTo ?? 0, gridZone: null });
  const change = { inserted: written, updated: 0, deleted: removed, hash };
  await new SeriesWriter(manager).finish(series, change, userId);
  return manager.findOneByOrFail(Series, { id: series.id });
}
