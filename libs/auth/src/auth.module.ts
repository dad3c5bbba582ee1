import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { ApiKeyService } from './api-key.service.js';
import { AuthService } from './auth.service.js';
import { PasswordService } from './password.service.js';
import { Session } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { TokenService } from './token.service.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { UserService } from './user.service.js';

/** Provides logins, API keys and users. */
@Module({
  imports: [TypeOrmModule.forFeature([User, Session, ApiKey]), JwtModule.register({})],
  providers: [
    UserRepository,
    SessionRepository,
    ApiKeyRepository,
    PasswordService,
    TokenService,
    AuthService,
    ApiKeyService,
    UserService,
  ],
  exports: [AuthService, ApiKeyService, UserService],
})
export class AuthModule {}
