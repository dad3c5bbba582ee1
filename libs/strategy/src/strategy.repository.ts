import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, type Repository, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '@app/platform';
import { StrategyVersion } from './strategy.entity.js';

/** Is a built-in of this release before it has a number. */
export type BuiltInVersion = Pick<
  StrategyVersion,
  'name' | 'description' | 'source' | 'sourceHash' | 'params' | 'paramsSchema' | 'scope'
>;

/** Is what a sandbox runs, with the source map that leads back to the source, or the JSON of rules. */
export type StrategyCode =
  { kind: 'source'; owner: string; code: string; map: string } | { kind: 'rules'; rules: string };

/** Is what may change about a strategy. */
export interface StrategyChange {
  notes?: string;
  tags?: string[];
  archived?: boolean;
}

/** Picks strategies of the list. */
export interface StrategyFilter {
  archived: boolean;
  tag?: string;
}

/** Queries the versions of strategies. */
@Injectable()
export class StrategyRepository {
  constructor(
    @InjectRepository(StrategyVersion) private readonly rows: Repository<StrategyVersion>,
  ) {}

  /** Returns the newest version of each strategy that the caller may see, without its source, in name order. */
  latest(actor: Actor, filter: StrategyFilter): Promise<StrategyVersion[]> {
    const query = this.visible(actor)
      .distinctOn(['version.name', 'version.owner_id'])
      .orderBy('version.name')
      .addOrderBy('version.owner_id', 'ASC', 'NULLS FIRST')
      .addOrderBy('version.version', 'DESC');
    if (!filter.archived) query.andWhere('version.archived_at IS NULL');
    if (filter.tag) query.andWhere(':tag = ANY (version.tags)', { tag: filter.tag });
    return query.getMany();
  }

  /** Returns all versions of a name without their sources, newest first: of the caller's own strategy, else of the built-in, else, for admins, of another user's. */
  async versions(name: string, actor: Actor, ownerId?: string): Promise<StrategyVersion[]> {
    const query = this.visible(actor).andWhere('version.name = :name', { name });
    if (ownerId !== undefined) query.andWhere('version.owner_id = :ownerId', { ownerId });
    const all = await query.orderBy('version.version', 'DESC').getMany();
    const mine = all.filter((version) => version.ownerId === actor.id);
    if (mine.length > 0) return mine;
    const builtIn = all.filter((version) => version.ownerId === null);
    if (builtIn.length > 0) return builtIn;
    return all;
  }

  /** Returns versions with their sources, in the order of their ids as given; those that are no more are left out. */
  async withSources(ids: string[]): Promise<StrategyVersion[]> {
    if (ids.length === 0) return [];
    const found = await this.rows
      .createQueryBuilder('version')
      .addSelect('version.source')
      .whereInIds(ids)
      .getMany();
    return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }

  /** Returns the compiled code or the rules of a version, or null for a built-in and for a version that is no more. */
  async code(versionId: string): Promise<StrategyCode | null> {
    const row = await this.rows.findOne({
      where: { id: versionId },
      select: { id: true, ownerId: true, kind: true, source: true, code: true, sourceMap: true },
    });
    if (row === null || row.ownerId === null) return null;
    if (row.kind === 'rules') return { kind: 'rules', rules: row.source };
    if (row.code === null) return null;
    return { kind: 'source', owner: row.ownerId, code: row.code, map: row.sourceMap ?? '' };
  }

  /** Stores the source of a built-in as the next version of its name, unless it is the newest already; safe when several processes do it at once. */
  async publish(made: BuiltInVersion): Promise<void> {
    const { name, description, source, sourceHash, params, paramsSchema, scope } = made;
    const [newest] = await this.rows
      .createQueryBuilder('version')
      .where('version.owner_id IS NULL AND version.name = :name', { name })
      .orderBy('version.version', 'DESC')
      .limit(1)
      .getMany();
    if (newest?.sourceHash === sourceHash) {
      // Versions of releases that did not keep params and scope get them here.
      await this.rows.update({ id: newest.id }, { params, scope });
      return;
    }
    await this.rows.query(
      `INSERT INTO strategy_versions
         (name, version, description, source_hash, source, params, params_schema, scope)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        name,
        (newest?.version ?? 0) + 1,
        description,
        sourceHash,
        source,
        params,
        paramsSchema,
        scope,
      ],
    );
  }

  /** Changes notes and tags of the newest version, and puts all versions into the archive or takes them out. */
  async change(newest: StrategyVersion, { notes, tags, archived }: StrategyChange): Promise<void> {
    const { id, ownerId, name } = newest;
    if (notes !== undefined || tags !== undefined) await this.rows.update({ id }, { notes, tags });
    if (archived === undefined) return;
    await this.rows.query(
      `UPDATE strategy_versions
       SET archived_at = CASE WHEN $3 THEN coalesce(archived_at, now()) END
       WHERE owner_id = $1 AND name = $2`,
      [ownerId, name, archived],
    );
  }

  /** Counts the runs of all versions of a user's strategy. */
  async runsOf({ ownerId, name }: StrategyVersion): Promise<number> {
    const [{ count }]: [{ count: number }] = await this.rows.query(
      `SELECT count(*)::int AS count FROM backtests
       WHERE strategy_version_id IN
         (SELECT id FROM strategy_versions WHERE owner_id = $1 AND name = $2)`,
      [ownerId, name],
    );
    return count;
  }

  /** Removes the versions of a user's strategy, or of all of them, that no run refers to, and returns how many; the others go into the archive. */
  async removeUnused(ownerId: string, name?: string): Promise<number> {
    const [{ count }]: [{ count: number }] = await this.rows.query(
      `WITH removed AS (
         DELETE FROM strategy_versions AS version
         WHERE owner_id = $1 AND ($2::text IS NULL OR name = $2) AND NOT EXISTS
           (SELECT FROM backtests WHERE strategy_version_id = version.id)
         RETURNING id
       ), kept AS (
         UPDATE strategy_versions AS version SET archived_at = coalesce(archived_at, now())
         WHERE owner_id = $1 AND ($2::text IS NULL OR name = $2) AND EXISTS
           (SELECT FROM backtests WHERE strategy_version_id = version.id)
       )
       SELECT count(*)::int AS count FROM removed`,
      [ownerId, name ?? null],
    );
    return count;
  }

  private visible(actor: Actor): SelectQueryBuilder<StrategyVersion> {
    const query = this.rows.createQueryBuilder('version').where('true');
    if (actor.role === 'admin') return query;
    return query.andWhere(
      new Brackets((either) =>
        either
          .where('version.owner_id IS NULL')
          .orWhere('version.owner_id = :self', { self: actor.id }),
      ),
    );
  }
}
