import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { repeat, settings, type Settings, whileAway } from '@app/platform';
import { CheckPool } from './check-pool.service.js';
import { type CheckClaim, CheckRepository } from './check.repository.js';
import { conclude } from './check-conclusion.js';
import type { StrategyCheck } from './strategy-check.entity.js';

const BEAT_MS = 2000;
// A restart of PostgreSQL must not fail the checks that it interrupts.
const AWAY_LIMIT_MS = 30_000;

/** Claims checks for this worker and sees each to its end. */
@Injectable()
export class CheckSupervisor {
  private readonly logger = new Logger('CheckSupervisor');
  private readonly workerId = randomUUID();
  private readonly held = new Map<string, CheckClaim>();
  private draining = false;

  constructor(
    private readonly checks: CheckRepository,
    private readonly pool: CheckPool,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Executes one check if it can be claimed, and says whether it goes back to wait. */
  async supervise(id: string): Promise<'done' | 'released'> {
    if (this.draining) return 'released';
    const check = await this.checks.claim(id, this.workerId, this.settings.MAX_ATTEMPTS);
    if (!check) return 'done';
    const claim = { id, attempt: check.attempts };
    this.held.set(id, claim);
    const beating = repeat(BEAT_MS, () => this.beat(claim), this.tell);
    try {
      await this.execute(check, claim);
      return this.draining ? 'released' : 'done';
    } finally {
      this.held.delete(id);
      await beating();
    }
  }

  /** Gives every held check back to the queue, as the worker is about to end. */
  async drain(): Promise<void> {
    this.draining = true;
    await Promise.all([...this.held.values()].map((claim) => this.checks.release(claim)));
  }

  private readonly tell = (error: unknown) => this.logger.warn(`Beat: ${String(error)}`);

  private async beat(claim: CheckClaim): Promise<void> {
    await this.checks.beat(claim);
  }

  // A check that is no longer held, as it was given back or handed on, writes nothing.
  private async execute(check: StrategyCheck, claim: CheckClaim): Promise<void> {
    try {
      const { kind, source, options } = check;
      const checked = await (kind === 'rules'
        ? this.pool.checkRules(source)
        : this.pool.check({ source, language: options.language }));
      await whileAway(AWAY_LIMIT_MS, () =>
        this.checks.end(claim, (writer) => conclude(check, checked, writer)),
      );
    } catch (error) {
      if (this.draining) return;
      this.logger.error(error, `Check ${check.id} failed`);
      const failed = { status: 'FAILED', report: null, versionId: null } as const;
      const end = { ...failed, error: { code: 'strategy/check-failed' } };
      await whileAway(AWAY_LIMIT_MS, () => this.checks.end(claim, async () => end));
    }
  }
}
