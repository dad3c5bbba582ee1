import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AuthModule, UserService } from '@app/auth';
import { AuthenticateGuard } from './authenticate.guard.js';

/** Opens logins, API keys and users to HTTP, and makes the first admin before the api listens. */
@Module({
  imports: [AuthModule],
  providers: [AuthenticateGuard],
  exports: [AuthenticateGuard, AuthModule],
})
export class AuthApiModule implements OnApplicationBootstrap {
  constructor(private readonly users: UserService) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.users.ensureAdmin();
  }
}
