import { Injectable } from '@nestjs/common';
import { UserService } from '@app/auth';
import { BacktestService } from '@app/backtest';
import { ImportService } from '@app/kline';
import type { Actor } from '@app/platform';
import { StrategyAuthoring } from '@app/strategy';

/** Removes a user in an order that can be taken up again after a failure: locked out, emptied, gone. */
@Injectable()
export class UserRemovalService {
  constructor(
    private readonly users: UserService,
    private readonly backtests: BacktestService,
    private readonly imports: ImportService,
    private readonly strategies: StrategyAuthoring,
  ) {}

  /** Removes another user with all of its runs, imports and strategies, but not what they brought; throws `user/not-found`, `user/last-admin` or `user/own-account`. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.users.retire(actor, id);
    await this.backtests.removeAllOf(id);
    await this.imports.removeAllOf(id);
    await this.strategies.removeAllOf(id);
    await this.users.remove(id);
  }
}
