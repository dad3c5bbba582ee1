import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Process } from './process.entity.js';

/** Is what a process tells of itself at each heartbeat. */
export type Heartbeat = Pick<Process, 'id' | 'kind' | 'host' | 'pid' | 'version' | 'metrics'>;

/** Is one process with whether it lives: its last heartbeat is younger than 15 s by the database's clock. */
export type KnownProcess = Process & { alive: boolean };

const ALIVE = `heartbeat_at > now() - INTERVAL '15 seconds'`;

/** Queries the heartbeats of all processes. */
@Injectable()
export class ProcessRepository {
  constructor(@InjectRepository(Process) private readonly rows: Repository<Process>) {}

  /** Writes a heartbeat; the first one is also the start. */
  async beat({ id, kind, host, pid, version, metrics }: Heartbeat): Promise<void> {
    await this.rows.query(
      `INSERT INTO processes (id, kind, host, pid, version, metrics, started_at, heartbeat_at)
       VALUES ($1, $2, $3, $4, $5, $6, now(), now())
       ON CONFLICT (id) DO UPDATE SET metrics = excluded.metrics, heartbeat_at = now()`,
      [id, kind, host, pid, version, metrics],
    );
  }

  /** Returns all known processes, the oldest of each kind first. */
  async list(): Promise<KnownProcess[]> {
    const { entities, raw } = await this.rows
      .createQueryBuilder('process')
      .addSelect(ALIVE, 'alive')
      .orderBy({ kind: 'ASC', started_at: 'ASC', id: 'ASC' })
      .getRawAndEntities<{ alive: boolean }>();
    return entities.map((entity, i) => Object.assign(entity, { alive: raw[i]?.alive === true }));
  }

  /** Removes one process. */
  async remove(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  /** Removes processes that were silent for a day and returns how many. */
  async removeSilent(): Promise<number> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .delete()
      .where(`heartbeat_at < now() - INTERVAL '1 day'`)
      .execute();
    return affected ?? 0;
  }
}
