import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores the figures of the whole system at one moment. */
@Entity('metric_samples')
export class MetricSample {
  @PrimaryColumn('timestamptz', {
    name: 'sampled_at',
    primaryKeyConstraintName: 'metric_samples_pkey',
  })
  sampledAt!: Date;

  @Column({ type: 'jsonb' })
  metrics!: Record<string, unknown>;
}
