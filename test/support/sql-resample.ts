import type { Timeframe } from '@app/engine';

/** Says how bars are resampled by PostgreSQL: where days start, as a time of day in a zone. */
export interface SqlResampling {
  seriesId: number;
  /** The length of the stored bars as an interval. */
  stored: string;
  timeframe: Timeframe;
  sessionZone: string;
  /** A time of day such as 17:00, dated by the day on which it ends when it is noon or later. */
  dayStart: string;
}

const FIXED: Partial<Record<Timeframe, string>> = {
  '5m': '5 minutes',
  '15m': '15 minutes',
  '1h': '1 hour',
  '4h': '4 hours',
  '12h': '12 hours',
};
const DAYS: Partial<Record<Timeframe, string>> = {
  '1d': '1 day',
  '3d': '3 days',
  '1w': '1 week',
  '1M': '1 month',
};

/** Writes a query that builds the bars of a timeframe out of a series in PostgreSQL alone: by its calendar, its zones and its sums, without a last bar that is not over. */
export function resampleSql(asked: SqlResampling): string {
  const { seriesId, stored } = asked;
  const { start, end } = periodSql(asked);
  return `
    WITH bars AS (
      SELECT ${start} AS period, ${end} AS period_end, * FROM klines WHERE series_id = ${seriesId}
    ), built AS (
      SELECT period, period_end, (array_agg(open ORDER BY open_time))[1] AS open,
        max(high) AS high, min(low) AS low,
        (array_agg(close ORDER BY open_time))[count(*)] AS close,
        sum(volume ORDER BY open_time) AS volume
      FROM bars GROUP BY period, period_end
    )
    SELECT extract(epoch FROM period)::float8 * 1000 AS time, open, high, low, close, volume
    FROM built
    WHERE period_end <= (SELECT max(open_time) + interval '${stored}' FROM bars)
      OR period < (SELECT max(period) FROM bars)
    ORDER BY period`;
}

/** Writes a query that counts the bars of a series that go on beyond the end of the bar of a timeframe in which they start. */
export function straddlingSql(asked: SqlResampling): string {
  const { end } = periodSql(asked);
  return `SELECT count(*)::int AS count FROM klines
    WHERE series_id = ${asked.seriesId} AND open_time + interval '${asked.stored}' > ${end}`;
}

function periodSql({ timeframe, sessionZone, dayStart }: SqlResampling) {
  const fixed = FIXED[timeframe];
  if (fixed) {
    const start = `date_bin('${fixed}', open_time, '1970-01-01Z')`;
    return { start, end: `${start} + interval '${fixed}'` };
  }
  const days = DAYS[timeframe];
  if (!days) throw new Error(`There is no SQL for ${timeframe}.`);
  const clock =
    dayStart >= '12:00' ? `(interval '${dayStart}' - interval '1 day')` : `interval '${dayStart}'`;
  const local = `(open_time AT TIME ZONE '${sessionZone}' - ${clock})`;
  const first =
    timeframe === '1M'
      ? `date_trunc('month', ${local})`
      : `date_bin('${days}', ${local}, '${timeframe === '1w' ? '1970-01-05' : '1970-01-01'}')`;
  return {
    start: `((${first} + ${clock}) AT TIME ZONE '${sessionZone}')`,
    end: `((${first} + interval '${days}' + ${clock}) AT TIME ZONE '${sessionZone}')`,
  };
}
