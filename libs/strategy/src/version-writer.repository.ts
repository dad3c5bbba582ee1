import type { EntityManager } from 'typeorm';
import { StrategyVersion } from './strategy.entity.js';
import type { BuiltInVersion } from './strategy.repository.js';

/** Is a user's strategy version before it has a number; `notes` and `tags` that are not given are those of the version before. */
export type UserVersion = BuiltInVersion &
  Pick<StrategyVersion, 'kind' | 'code' | 'sourceMap' | 'indicators' | 'warmUp'> & {
    ownerId: string;
    notes?: string;
    tags?: string[];
  };

const INSERT_USER_VERSION = `
  INSERT INTO strategy_versions
    (owner_id, name, version, kind, description, source_hash, source, code, source_map, params,
     params_schema, scope, indicators, warm_up, notes, tags)
  SELECT $1::uuid, $2::text, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8, $9::jsonb,
         $10::jsonb, $11, $12::text[], $13::int,
         coalesce($14, (array_agg(notes ORDER BY version DESC))[1], ''),
         coalesce($15::text[],
           (SELECT tags FROM strategy_versions WHERE owner_id = $1 AND name = $2
            ORDER BY version DESC LIMIT 1), '{}')
  FROM strategy_versions WHERE owner_id = $1 AND name = $2
  ON CONFLICT DO NOTHING RETURNING id`;

/** Writes versions of users' strategies in a transaction. */
export class VersionWriter {
  constructor(private readonly manager: EntityManager) {}

  /** Whether a user has a strategy of this name, but not of this source. */
  async isTaken(ownerId: string, name: string, sourceHash: string): Promise<boolean> {
    const versions = await this.manager.find(StrategyVersion, {
      where: { ownerId, name },
      select: { id: true, sourceHash: true },
    });
    return versions.length > 0 && versions.every((one) => one.sourceHash !== sourceHash);
  }

  /** Stores a user's source as the next version of its name and returns its id; a source that is stored already keeps its version, of which may be said something else. */
  async add(made: UserVersion): Promise<string> {
    const { ownerId, name, sourceHash } = made;
    for (;;) {
      const same = await this.manager.findOneBy(StrategyVersion, { ownerId, name, sourceHash });
      if (same) {
        await this.say(same, made);
        return same.id;
      }
      const [inserted]: { id: string }[] = await this.manager.query(INSERT_USER_VERSION, [
        ownerId,
        name,
        made.kind,
        made.description,
        sourceHash,
        made.source,
        made.code,
        made.sourceMap,
        made.params,
        made.paramsSchema,
        made.scope,
        made.indicators,
        made.warmUp,
        made.notes ?? null,
        made.tags ?? null,
      ]);
      if (inserted) return inserted.id;
    }
  }

  private async say({ id }: StrategyVersion, { notes, tags }: UserVersion): Promise<void> {
    if (notes === undefined && tags === undefined) return;
    await this.manager.update(StrategyVersion, { id }, { notes, tags });
  }
}
