import { Inject, Injectable } from '@nestjs/common';
import { settings, type Settings } from '@app/platform';
import { StrategyService } from '@app/strategy';
import type { Backtest } from './backtest.entity.js';
import type { Program } from './run-task.js';

/** Finds what runs of the strategies that users wrote. */
@Injectable()
export class ProgramStore {
  constructor(
    private readonly strategies: StrategyService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** The program that a run executes, or null for a built-in. */
  async find({ strategyVersionId }: Backtest): Promise<Program | null> {
    if (strategyVersionId === null) return null;
    const found = await this.strategies.codeOf(strategyVersionId);
    return found && { ...found, memoryMb: this.settings.STRATEGY_MEMORY_MB };
  }
}
