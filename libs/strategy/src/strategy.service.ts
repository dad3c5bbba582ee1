import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { closest, distance } from 'fastest-levenshtein';
import {
  type Declaration,
  paramsSchema,
  type ResolvedParams,
  resolveParams,
  type Strategy,
} from '@app/engine';
import { type Actor, AppError, text } from '@app/platform';
import { builtIns, sourceOf } from './builtin/index.js';
import { paramProblem, rulesParamProblem } from './param-texts.js';
import { problemsOf, readRules } from './rules/index.js';
import type { StrategyVersion } from './strategy.entity.js';
import { unifiedDiff } from './unified-diff.js';
import { strategyErrors } from './strategy.errors.js';
import {
  type StrategyCode,
  type StrategyFilter,
  StrategyRepository,
} from './strategy.repository.js';

/** Is a strategy chosen for a run: its version, source hash and checked params. */
export interface ResolvedStrategy {
  versionId: string;
  name: string;
  version: number;
  hash: string;
  params: Record<string, unknown>;
}

/** Lists strategies, keeps their versions, and resolves what a run asks for. */
@Injectable()
export class StrategyService implements OnModuleInit {
  constructor(private readonly repository: StrategyRepository) {}

  /** Publishes the built-ins of this release as versions. */
  async onModuleInit(): Promise<void> {
    for (const strategy of builtIns.values()) await this.repository.publish(versionOf(strategy));
  }

  /** Returns the newest version of every strategy that the caller may see. */
  list(actor: Actor, filter: StrategyFilter): Promise<StrategyVersion[]> {
    return this.repository.latest(actor, filter);
  }

  /** Returns all versions of a strategy that the caller may see, without their sources, newest first; throws `strategy/not-found` and, where several users have one of the name, `strategy/owner-needed`. */
  async versions(name: string, actor: Actor, ownerId?: string): Promise<StrategyVersion[]> {
    const versions = await this.repository.versions(name, actor, ownerId);
    if (versions.length === 0) throw await this.notFound(name, actor);
    const owners = [...new Set(versions.map((version) => version.ownerId))];
    if (owners.length > 1) {
      const values = { name, owners: owners.join(', ') };
      throw new AppError(strategyErrors['strategy/owner-needed'], { values });
    }
    return versions;
  }

  /** Returns one version of a strategy with its source, the newest by default; throws `strategy/not-found` and `strategy/version-not-found`. */
  async find(
    name: string,
    actor: Actor,
    { ownerId, version }: { ownerId?: string; version?: number } = {},
  ): Promise<StrategyVersion> {
    const chosen = chosenOf(await this.versions(name, actor, ownerId), name, version);
    const [found = chosen] = await this.withSources([chosen]);
    return found;
  }

  /** Returns the same versions with their sources. */
  withSources(versions: StrategyVersion[]): Promise<StrategyVersion[]> {
    return this.repository.withSources(versions.map(({ id }) => id));
  }

  /** Compares two versions of a strategy as a unified diff; throws `strategy/not-found` and `strategy/version-not-found`. */
  async diff(
    name: string,
    actor: Actor,
    { from, to, ownerId }: { from: number; to?: number; ownerId?: string },
  ): Promise<{ from: number; to: number; diff: string }> {
    const versions = await this.versions(name, actor, ownerId);
    const chosen = [chosenOf(versions, name, from), chosenOf(versions, name, to)];
    const [older, newer = older] = await this.withSources(chosen);
    if (!older || !newer) throw await this.notFound(name, actor);
    const names = { from: `${name} ${older.version}`, to: `${name} ${newer.version}` };
    const diff = unifiedDiff(older.source, newer.source, names);
    return { from: older.version, to: newer.version, diff };
  }

  /** Returns what runs of a version; null for a built-in. */
  codeOf(versionId: string): Promise<StrategyCode | null> {
    return this.repository.code(versionId);
  }

  /** Picks the version to run and checks params; throws with every problem of the params at once. */
  async resolve(
    actor: Actor,
    name: string,
    version: number | undefined,
    input: Record<string, unknown>,
  ): Promise<ResolvedStrategy> {
    const versions = await this.versions(name, actor);
    const chosen = chosenOf(versions, name, version);
    if (chosen.archivedAt !== null) {
      throw new AppError(strategyErrors['strategy/archived'], { values: { name } });
    }
    const { id: versionId, sourceHash: hash } = chosen;
    const declaration = declarationOf(chosen, versions);
    const params = checkParams(declaration, input);
    if (chosen.kind === 'rules') await this.assertRules(chosen, params);
    return { versionId, name, version: chosen.version, hash, params };
  }

  // With other values of their params rules may ask for what an indicator cannot give.
  private async assertRules(version: StrategyVersion, params: ResolvedParams): Promise<void> {
    const [stored] = await this.withSources([version]);
    const problems = stored ? problemsOf(readRules(stored.source), params) : [];
    if (problems.length === 0) return;
    const details = problems.map((problem) => rulesParamProblem(problem));
    throw new AppError(strategyErrors['strategy/params-invalid'], {
      values: { name: version.name, count: details.length },
      details,
    });
  }

  /** Makes the failure of a strategy that the caller cannot see, with the nearest name that it can. */
  async notFound(name: string, actor: Actor): Promise<AppError> {
    const all = await this.repository.latest(actor, { archived: true });
    const names = all.map((version) => version.name);
    const near = names.length > 0 ? closest(name, names) : '';
    const isNear = near !== '' && distance(name, near) <= Math.max(2, name.length / 3);
    const suggestion = isNear ? ` (${near}?)` : '';
    return new AppError(strategyErrors['strategy/not-found'], { values: { name, suggestion } });
  }
}

function chosenOf(versions: StrategyVersion[], name: string, version?: number): StrategyVersion {
  const chosen = version ? versions.find((one) => one.version === version) : versions[0];
  if (chosen) return chosen;
  throw new AppError(strategyErrors['strategy/version-not-found'], { values: { name, version } });
}

// The constraint of a user's source is its own code, and is checked where that runs.
function declarationOf(chosen: StrategyVersion, versions: StrategyVersion[]): Declaration {
  const { ownerId, name, params } = chosen;
  const builtIn = ownerId === null ? builtIns.get(name) : undefined;
  if (ownerId === null) assertRunnable(chosen, versions);
  return builtIn ?? { name, params, constraint: null };
}

const RETIRED = text('is no version of this release', '不是该发行版的版本');

function assertRunnable(chosen: StrategyVersion, versions: StrategyVersion[]): void {
  const { name, version } = chosen;
  const currentHash = builtIns.has(name) ? hashOf(sourceOf(name)) : '';
  if (chosen.sourceHash === currentHash) return;
  const current = versions.find(({ sourceHash }) => sourceHash === currentHash)?.version;
  throw new AppError(strategyErrors['strategy/version-retired'], {
    values: { name, version, current },
    details: [{ field: 'strategy_version', problem: RETIRED }],
  });
}

function checkParams(strategy: Declaration, input: Record<string, unknown>): ResolvedParams {
  const resolved = resolveParams(strategy, input);
  if ('params' in resolved) return { ...resolved.params };
  const details = resolved.problems.map((problem) => paramProblem(problem));
  throw new AppError(strategyErrors['strategy/params-invalid'], {
    values: { name: strategy.name, count: details.length },
    details,
  });
}

function versionOf(strategy: Strategy) {
  const source = sourceOf(strategy.name);
  return {
    name: strategy.name,
    description: strategy.description ?? '',
    source,
    sourceHash: hashOf(source),
    params: strategy.params,
    paramsSchema: { ...paramsSchema(strategy) },
    scope: strategy.scope,
  };
}

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}
