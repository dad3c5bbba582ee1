import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, AppError, settings, type Settings } from '@app/platform';
import { StrategyJobs } from '../strategy.job.js';
import { checkErrors } from './check.errors.js';
import { CheckRepository } from './check.repository.js';
import { assertReadable } from './source-rules.js';
import type { CheckOptions, CheckPurpose, StrategyCheck } from './strategy-check.entity.js';

/** Asks for a check of a source or of rules. */
export interface CheckRequest {
  purpose: CheckPurpose;
  kind: StrategyCheck['kind'];
  source: string;
  options: CheckOptions;
}

const WAIT_MS = 20_000;
const FIRST_LOOK_MS = 25;
const LAST_LOOK_MS = 250;

/** Asks workers for checks of sources, waits for them, and shows them to those who may see them. */
@Injectable()
export class CheckService {
  constructor(
    private readonly checks: CheckRepository,
    private readonly jobs: StrategyJobs,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Stores and queues a check, and waits for its end, but no longer than 20 s: then its row is still open. Throws what `assertReadable` throws. */
  async request(
    actor: Actor,
    { purpose, kind, source, options }: CheckRequest,
  ): Promise<StrategyCheck> {
    // Rules count as they may be sent, without the spaces of their kept form.
    const sent = kind === 'rules' ? JSON.stringify(JSON.parse(source)) : source;
    assertReadable(sent, this.settings.STRATEGY_MAX_BYTES);
    const id = randomUUID();
    const check = { id, userId: actor.id, purpose, kind, source, options } as const;
    const priority = await this.checks.insert(check);
    await this.jobs.check({ id, priority });
    await this.untilOver(id);
    return this.find(id, actor);
  }

  /** Returns a check that the caller may see; throws `strategy/check-not-found` otherwise. */
  async find(id: string, actor: Actor): Promise<StrategyCheck> {
    const check = await this.checks.find(id, actor);
    if (!check) throw new AppError(checkErrors['strategy/check-not-found'], { values: { id } });
    return check;
  }

  /** Removes all checks of a user, running ones too. */
  removeAllOf(userId: string): Promise<void> {
    return this.checks.removeAllOf(userId);
  }

  private async untilOver(id: string): Promise<void> {
    const deadlineMs = performance.now() + WAIT_MS;
    for (let look = FIRST_LOOK_MS; performance.now() < deadlineMs;) {
      await delay(look);
      if (await this.checks.isOver(id)) return;
      look = Math.min(2 * look, LAST_LOOK_MS);
    }
  }
}
