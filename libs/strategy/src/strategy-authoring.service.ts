import { Injectable } from '@nestjs/common';
import { type Actor, AppError } from '@app/platform';
import { checkErrorOf, sourceProblems } from './checks/check-view.js';
import { checkErrors } from './checks/check.errors.js';
import { CheckService } from './checks/check.service.js';
import type { CheckOptions, CheckPurpose, StrategyCheck } from './checks/strategy-check.entity.js';
import { assertFree } from './strategy-names.js';
import type { StrategyVersion } from './strategy.entity.js';
import { strategyErrors } from './strategy.errors.js';
import { type StrategyChange, StrategyRepository } from './strategy.repository.js';
import { StrategyService } from './strategy.service.js';

/** Is a source that a user sends, and what is said of it. */
export interface SentSource extends CheckOptions {
  source: string;
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

  /** Checks a source and stores nothing. */
  validate(actor: Actor, { source, ...options }: SentSource): Promise<StrategyCheck> {
    return this.checks.request(actor, { purpose: 'validate', source, options });
  }

  /** Stores a source as the first version of a strategy; throws what is wrong with it. */
  create(actor: Actor, sent: SentSource): Promise<Authored> {
    if (sent.name !== undefined) assertFree(sent.name);
    return this.store(actor, 'create', sent);
  }

  /** Stores a source as the next version of the caller's own strategy; throws what is wrong with it. */
  async update(actor: Actor, name: string, sent: SentSource): Promise<Authored> {
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
    { source, ...options }: SentSource,
  ): Promise<Authored> {
    const check = await this.checks.request(actor, { purpose, source, options });
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

function assertOwned({ ownerId, name }: StrategyVersion): string {
  if (ownerId !== null) return ownerId;
  throw new AppError(checkErrors['strategy/built-in'], { values: { name } });
}
