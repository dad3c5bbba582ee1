import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { DataImport } from '../imports/data-import.entity.js';
import { Series } from '../series.entity.js';

/** Is what was wrong with the files from which a series was made. */
export interface ImportDefects {
  /** Imports whose bars stand in the series. */
  imports: number;
  rowsRejected: number;
  duplicates: number;
  outOfOrder: number;
  /** Rows left out by reason; of a single import the first 100,000 are told apart. */
  rejected: Record<string, number>;
}

// What an import found counts while a bar stands that it wrote and no later one has gone over all of its range.
const STANDING = `WITH made AS MATERIALIZED (
  SELECT import.*, (import.outcome->>'version')::int AS version,
    (import.outcome->>'first')::timestamptz AS first, (import.outcome->>'last')::timestamptz AS last
  FROM data_imports AS import JOIN series
    ON series.symbol = import.symbol AND series.timeframe = import.timeframe AND series.kind = import.kind
  WHERE series.id = $1 AND import.status = 'COMPLETED' AND import.outcome->>'version' IS NOT NULL
), standing AS MATERIALIZED (
  SELECT * FROM made
  WHERE CASE WHEN EXISTS (
    SELECT 1 FROM made AS later WHERE later.version > made.version
      AND later.first <= made.first AND later.last >= made.last
  ) THEN false ELSE EXISTS (
    SELECT 1 FROM klines WHERE series_id = $1 AND open_time BETWEEN made.first AND made.last
      AND klines.version = made.version
  ) END
)`;

/** Queries what imports found wrong with the files of a series, and keeps how many gaps it has. */
@Injectable()
export class QualityRepository {
  constructor(
    @InjectRepository(DataImport) private readonly imports: Repository<DataImport>,
    @InjectRepository(Series) private readonly series: Repository<Series>,
  ) {}

  /** Sums the defects of all imports whose bars stand in a series, whoever sent them. */
  async importDefects(seriesId: number): Promise<ImportDefects> {
    const [sums]: Omit<ImportDefects, 'rejected'>[] = await this.imports.query(
      `${STANDING} SELECT count(*)::int AS imports,
         coalesce(sum(rows_rejected), 0)::float8 AS "rowsRejected",
         coalesce(sum((outcome->>'duplicates')::float8), 0)::float8 AS duplicates,
         coalesce(sum((outcome->>'outOfOrder')::float8), 0)::float8 AS "outOfOrder"
       FROM standing`,
      [seriesId],
    );
    if (sums.rowsRejected === 0) return { ...sums, rejected: {} };
    const rows: { reason: string; count: number }[] = await this.imports.query(
      `${STANDING} SELECT reason, count(*)::int AS count FROM import_rejections
       WHERE import_id IN (SELECT id FROM standing)
       GROUP BY reason ORDER BY count DESC, reason`,
      [seriesId],
    );
    return { ...sums, rejected: Object.fromEntries(rows.map((row) => [row.reason, row.count])) };
  }

  /** Stores how many gaps a version of a series has, if it is still the newest and nobody writes to the series just now. */
  async saveGaps(id: number, version: number, gaps: number): Promise<void> {
    // An import holds its series for minutes, and whoever only asks for the quality must not wait for it.
    await this.series.query(
      `UPDATE series SET gaps = $3, gaps_version = $2 WHERE id = (
         SELECT id FROM series
         WHERE id = $1 AND version = $2 AND (gaps, gaps_version) IS DISTINCT FROM ($3::int, $2::int)
         FOR NO KEY UPDATE SKIP LOCKED)`,
      [id, version, gaps],
    );
  }
}
