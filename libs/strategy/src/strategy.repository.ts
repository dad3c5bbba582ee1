import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { StrategyVersion } from './strategy.entity.js';

/** Is a strategy version before it has a number. */
export type NewVersion = Pick<
  StrategyVersion,
  'name' | 'description' | 'source' | 'sourceHash' | 'paramsSchema'
>;

/** Queries the versions of strategies. */
@Injectable()
export class StrategyRepository {
  constructor(
    @InjectRepository(StrategyVersion) private readonly rows: Repository<StrategyVersion>,
  ) {}

  /** Returns the newest version of each name, in name order. */
  latest(): Promise<StrategyVersion[]> {
    return this.rows
      .createQueryBuilder('version')
      .distinctOn(['version.name'])
      .orderBy('version.name')
      .addOrderBy('version.version', 'DESC')
      .getMany();
  }

  /** Returns all versions of a name, newest first. */
  versions(name: string): Promise<StrategyVersion[]> {
    return this.rows.find({ where: { name }, order: { version: 'DESC' } });
  }

  /** Stores a source as the next version of its name, unless it is the newest already; safe when several processes do it at once. */
  async publish(made: NewVersion): Promise<void> {
    const [newest] = await this.versions(made.name);
    if (newest?.sourceHash === made.sourceHash) return;
    const { name, description, source, sourceHash, paramsSchema } = made;
    await this.rows.query(
      `INSERT INTO strategy_versions (name, version, description, source_hash, source, params_schema)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [name, (newest?.version ?? 0) + 1, description, sourceHash, source, paramsSchema],
    );
  }
}
