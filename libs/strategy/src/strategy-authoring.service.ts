import { Injectable } from '@nestjs/common';
import { type Actor, AppError, platformErrors, text } from '@app/platform';
import { checkErrorOf, sourceProblems } from './checks/check-view.js';
import { checkErrors } from './checks/check.errors.js';
import { CheckService } from './checks/check.service.js';
import type { CheckOptions, CheckPurpose, StrategyCheck } from './checks/strategy-check.entity.js';
import { assertFree } from './strategy-names.js';
import type { StrategyVersion } from './strategy.entity.js';
import { strategyErrors } from './strategy.errors.js';
import { type StrategyChange, StrategyRepository } from './strategy.repository.js';
import { StrategyService } from './strategy.service.js';

/** Is what a user sends, a source or rules, and what is said of it. */
export interface SentStrategy extends CheckOptions {
  source?: string;
  rules?: Record<string, unknown>;
}

/** Is a stored version with the check that led to it; null while that check goes on. */
export interface Authored {
  check: StrategyCheck;
  version: StrategyVersion | null;
}

/** Stores users' strategies once a worker has checked them, changes what is said of them, and removes them. */
@Injectable()
export class StrategyAuthoring {
  constructor(
    private readonly repository: StrategyRepository,
    private readonly strategies: StrategyService,
    private readonly checks: CheckService,
  ) {}

  /** Checks a source or rules and stores nothing. */
  validate(actor: Actor, { source, rules, ...options }: SentStrategy): Promise<StrategyCheck> {
    return this.checks.request(actor, { purpose: 'validate', ...written(source, rules), options });
  }

  /** Stores a source or rules as the first version of a strategy; throws what is wrong with it. */
  create(actor: Actor, sent: SentStrategy): Promise<Authored> {
    if (sent.name !== undefined) assertFree(sent.name);
    return this.store(actor, 'create', sent);
  }

  /** Stores a source or rules as the next version of the caller's own strategy; throws what is wrong with it. */
  async update(actor: Actor, name: string, sent: SentStrategy): Promise<Authored> {
    const newest = await this.strategies.find(name, actor, {});
    assertOwned(newest);
    if (newest.ownerId !== actor.id) throw await this.strategies.notFound(name, actor);
    if (newest.archivedAt !== null) {
      throw new AppError(strategyErrors['strategy/archived'], { values: { name } });
    }
    return this.store(actor, 'update', { ...sent, name });
  }

  /** Changes what is said of a strategy, or archives it, and returns its newest version; throws `strategy/not-found` and `strategy/built-in`. */
  async change(
    actor: Actor,
    name: string,
    change: StrategyChange,
    ownerId?: string,
  ): Promise<StrategyVersion> {
    const newest = await this.strategies.find(name, actor, { ownerId });
    assertOwned(newest);
    await this.repository.change(newest, change);
    const [changed = newest] = await this.repository.withSources([newest.id]);
    return changed;
  }

  /** Removes a strategy that no run refers to, or of an archived one the versions that none does; throws `strategy/not-found`, `strategy/built-in` and `strategy/in-use`. */
  async remove(actor: Actor, name: string, ownerId?: string): Promise<number> {
    const newest = await this.strategies.find(name, actor, { ownerId });
    const owner = assertOwned(newest);
    const runs = newest.archivedAt === null ? await this.repository.runsOf(newest) : 0;
    if (runs > 0) {
      throw new AppError(checkErrors['strategy/in-use'], { values: { name, runs } });
    }
    return this.repository.removeUnused(owner, name);
  }

  /** Removes all strategies and checks of a user; versions that runs of others refer to stay, archived. */
  async removeAllOf(userId: string): Promise<void> {
    await this.checks.removeAllOf(userId);
    await this.repository.removeUnused(userId);
  }

  private async store(
    actor: Actor,
    purpose: Exclude<CheckPurpose, 'validate'>,
    { source, rules, ...options }: SentStrategy,
  ): Promise<Authored> {
    const check = await this.checks.request(actor, { purpose, ...written(source, rules), options });
    if (check.error) {
      const details = sourceProblems(check);
      const { values } = check.error;
      throw new AppError(checkErrorOf(check.error), { values, details });
    }
    const stored = check.versionId === null ? [] : [check.versionId];
    const [version = null] = await this.repository.withSources(stored);
    return { check, version };
  }
}

const ONE_OF_TWO = text('is needed, or rules; not both', '与 rules 须且只能给出其一');

// Rules are kept as JSON of a line for each part, so that versions of them can be compared.
function written(
  source: string | undefined,
  rules: Record<string, unknown> | undefined,
): Pick<StrategyCheck, 'kind' | 'source'> {
  if (source !== undefined && rules === undefined) return { kind: 'source', source };
  if (source === undefined && rules !== undefined) {
    return { kind: 'rules', source: `${JSON.stringify(rules, null, 2)}\n` };
  }
  throw new AppError(platformErrors['request/invalid'], {
    values: { count: 1 },
    details: [{ field: 'source', problem: ONE_OF_TWO }],
  });
}

function assertOwned({ ownerId, name }: StrategyVersion): string {
  if (ownerId !== null) return ownerId;
  throw new AppError(checkErrors['strategy/built-in'], { values: { name } });
}
