import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { closest, distance } from 'fastest-levenshtein';
import { paramsSchema, resolveParams, type Strategy } from '@app/engine';
import { AppError, text } from '@app/platform';
import { builtIns, sourceOf } from './builtin/index.js';
import { paramProblem } from './param-texts.js';
import type { StrategyVersion } from './strategy.entity.js';
import { strategyErrors } from './strategy.errors.js';
import { StrategyRepository } from './strategy.repository.js';

/** Is a strategy chosen for a run: its version, source hash and checked params. */
export interface ResolvedStrategy {
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

  /** Returns the newest version of every strategy. */
  list(): Promise<StrategyVersion[]> {
    return this.repository.latest();
  }

  /** Returns all versions of a strategy, newest first; throws `strategy/not-found`. */
  async versions(name: string): Promise<StrategyVersion[]> {
    const versions = await this.repository.versions(name);
    if (versions.length === 0) throw await this.notFound(name);
    return versions;
  }

  /** Returns the newest version of a strategy; throws `strategy/not-found`. */
  async find(name: string): Promise<StrategyVersion> {
    const [newest] = await this.versions(name);
    if (!newest) throw await this.notFound(name);
    return newest;
  }

  /** Picks the version to run and checks params; throws with every problem of the params at once. */
  async resolve(
    name: string,
    version: number | undefined,
    input: Record<string, unknown>,
  ): Promise<ResolvedStrategy> {
    const versions = await this.versions(name);
    const chosen = version ? versions.find((one) => one.version === version) : versions[0];
    if (!chosen) {
      throw new AppError(strategyErrors['strategy/version-not-found'], {
        values: { name, version },
      });
    }
    const strategy = builtIns.get(name);
    if (!strategy) throw await this.notFound(name);
    assertRunnable(chosen, versions);
    return {
      name,
      version: chosen.version,
      hash: chosen.sourceHash,
      params: checkParams(strategy, input),
    };
  }

  private async notFound(name: string): Promise<AppError> {
    const names = (await this.repository.latest()).map((version) => version.name);
    const near = names.length > 0 ? closest(name, names) : '';
    const isNear = near !== '' && distance(name, near) <= Math.max(2, name.length / 3);
    const suggestion = isNear ? ` (${near}?)` : '';
    return new AppError(strategyErrors['strategy/not-found'], { values: { name, suggestion } });
  }
}

const RETIRED = text('is no version of this release', '不是该发行版的版本');

function assertRunnable(chosen: StrategyVersion, versions: StrategyVersion[]): void {
  const { name, version } = chosen;
  const currentHash = hashOf(sourceOf(name));
  if (chosen.sourceHash === currentHash) return;
  const current = versions.find(({ sourceHash }) => sourceHash === currentHash)?.version;
  throw new AppError(strategyErrors['strategy/version-retired'], {
    values: { name, version, current },
    details: [{ field: 'strategy_version', problem: RETIRED }],
  });
}

function checkParams(strategy: Strategy, input: Record<string, unknown>): Record<string, unknown> {
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
    paramsSchema: { ...paramsSchema(strategy) },
  };
}

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}
