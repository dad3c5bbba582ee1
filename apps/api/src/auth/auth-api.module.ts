import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AuthModule, UserService } from '@app/auth';
import { BacktestModule } from '@app/backtest';
import { KlineModule } from '@app/kline';
import { StrategyModule } from '@app/strategy';
import { ApiKeysController } from './api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthenticateGuard } from './authenticate.guard.js';
import { UserRemovalService } from './user-removal.service.js';
import { UsersController } from './users.controller.js';

/** Opens logins, API keys and users to HTTP, and makes the first admin before the api listens. */
@Module({
  imports: [AuthModule, BacktestModule, KlineModule, StrategyModule],
  controllers: [AuthController, ApiKeysController, UsersController],
  providers: [AuthenticateGuard, UserRemovalService],
  exports: [AuthenticateGuard, AuthModule],
})
export class AuthApiModule implements OnApplicationBootstrap {
  constructor(private readonly users: UserService) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.users.ensureAdmin();
  }
}
