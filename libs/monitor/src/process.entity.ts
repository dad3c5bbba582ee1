import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Names what a process of Barline does. */
export type ProcessKind = 'api' | 'worker';

/** Stores the heartbeat of one process with its latest figures. */
@Entity('processes')
export class Process {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'processes_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ProcessKind;

  @Column({ type: 'text' })
  host!: string;

  @Column({ type: 'int' })
  pid!: number;

  @Column({ type: 'text' })
  version!: string;

  @Column({ type: 'jsonb' })
  metrics!: Record<string, number>;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', default: () => 'now()' })
  heartbeatAt!: Date;
}
