import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { MetricSample } from './metric-sample.entity.js';

/** Queries the samples of the system's figures, of which there is one for each stretch of time. */
@Injectable()
export class SampleRepository {
  constructor(@InjectRepository(MetricSample) private readonly rows: Repository<MetricSample>) {}

  /** Says whether the present stretch of `seconds` has no sample yet. */
  async isDue(seconds: number): Promise<boolean> {
    const [row] = await this.rows.query<{ due: boolean }[]>(
      `SELECT NOT EXISTS (
         SELECT 1 FROM metric_samples
         WHERE sampled_at = date_bin(make_interval(secs => $1), now(), 'epoch')
       ) AS due`,
      [seconds],
    );
    return row?.due === true;
  }

  /** Stores the sample of the present stretch, unless another process was faster. */
  async add(seconds: number, metrics: MetricSample['metrics']): Promise<void> {
    await this.rows.query(
      `INSERT INTO metric_samples (sampled_at, metrics)
       VALUES (date_bin(make_interval(secs => $1), now(), 'epoch'), $2)
       ON CONFLICT DO NOTHING`,
      [seconds, metrics],
    );
  }

  /** Returns the first sample of each `stepSeconds` in the last `minutes`, oldest first. */
  async recent(minutes: number, stepSeconds: number): Promise<MetricSample[]> {
    return this.rows.query<{ sampledAt: Date; metrics: MetricSample['metrics'] }[]>(
      `SELECT DISTINCT ON (stretch) sampled_at AS "sampledAt", metrics
       FROM metric_samples, date_bin(make_interval(secs => $2), sampled_at, 'epoch') AS stretch
       WHERE sampled_at > now() - make_interval(mins => $1)
       ORDER BY stretch, sampled_at`,
      [minutes, stepSeconds],
    );
  }

  /** Removes samples older than a day and returns how many. */
  async removeOld(): Promise<number> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .delete()
      .where(`sampled_at < now() - INTERVAL '1 day'`)
      .execute();
    return affected ?? 0;
  }
}
