import { Inject, Injectable } from '@nestjs/common';
import { type Actor, AppError, settings, type Settings } from '@app/platform';
import { ApiKeyService } from './api-key.service.js';
import { authErrors } from './auth.errors.js';
import { isUsername } from './credentials.js';
import { PasswordService } from './password.service.js';
import { SessionRepository } from './session.repository.js';
import { type TokenPair, TokenService } from './token.service.js';
import { UserRepository } from './user.repository.js';

/** Is what a caller shows of itself: an access token or an API key. */
export interface Credentials {
  token?: string;
  apiKey?: string;
}

/** Logs users in and out, and tells who calls. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly apiKeys: ApiKeyService,
    private readonly passwords: PasswordService,
    private readonly tokens: TokenService,
    @Inject(settings.KEY) private readonly values: Settings,
  ) {}

  /** Starts a session; throws `auth/login-failed` or `auth/user-disabled`. */
  async login(username: string, password: string): Promise<TokenPair> {
    const name = username.toLowerCase();
    const user = isUsername(name) ? await this.users.findByName(name) : null;
    const isRight = await this.passwords.matches(password, user?.passwordHash);
    if (!user || !isRight) throw new AppError(authErrors['auth/login-failed']);
    if (user.disabled) throw new AppError(authErrors['auth/user-disabled']);
    const [id, refreshId] = [this.tokens.newId(), this.tokens.newId()];
    const session = { id, userId: user.id, refreshId };
    const { JWT_REFRESH_TOKEN_EXPIRE_DAYS: days } = this.values;
    if (!(await this.sessions.start(session, user.passwordHash, days))) {
      throw new AppError(authErrors['auth/login-failed']);
    }
    return this.tokens.pair(user.id, id, refreshId);
  }

  /** Exchanges a refresh token for a new pair; one used before ends its session and throws `auth/refresh-reused`. */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const { sub, sid, jti } = await this.tokens.readRefresh(refreshToken);
    const next = this.tokens.newId();
    const { JWT_REFRESH_TOKEN_EXPIRE_DAYS: days } = this.values;
    if (await this.sessions.rotate(sid, jti, next, days)) return this.tokens.pair(sub, sid, next);
    const wasAlive = await this.sessions.end(sid);
    throw new AppError(authErrors[wasAlive ? 'auth/refresh-reused' : 'auth/session-ended']);
  }

  /** Ends the caller's session, so that its tokens stop at once; throws `auth/no-session` for an API key. */
  async logout(actor: Actor): Promise<void> {
    if (!actor.sessionId) throw new AppError(authErrors['auth/no-session']);
    await this.sessions.end(actor.sessionId);
  }

  /** Gives the caller a new password and ends its other sessions; throws `auth/password-wrong`. */
  async changePassword(actor: Actor, oldPassword: string, newPassword: string): Promise<void> {
    const user = await this.users.findById(actor.id);
    const isRight = await this.passwords.matches(oldPassword, user?.passwordHash);
    if (!user || !isRight) throw new AppError(authErrors['auth/password-wrong']);
    const next = await this.passwords.hash(newPassword);
    await this.users.exclusively(async (users) => {
      if (!(await users.replacePassword(user.id, user.passwordHash, next))) {
        throw new AppError(authErrors['auth/password-wrong']);
      }
      await users.endSessions(user.id, actor.sessionId);
    });
  }

  /** Finds who calls, by token before API key; throws the 401 that tells what is wrong with it. */
  async actorOf({ token, apiKey }: Credentials): Promise<Actor> {
    if (token) return this.actorOfToken(token);
    if (apiKey) return this.apiKeys.actorOf(apiKey);
    throw new AppError(authErrors['auth/login-required']);
  }

  /** Says whether what proved a caller still does: session or API key alive, user enabled, role unchanged. */
  async isStillValid(actor: Actor): Promise<boolean> {
    const { id, role, sessionId, apiKeyId, expiresAtMs } = actor;
    if (apiKeyId) return this.apiKeys.isStillValid(apiKeyId, role);
    if (!sessionId || (expiresAtMs !== undefined && expiresAtMs <= Date.now())) return false;
    const user = await this.sessions.userOf(sessionId, id);
    return user !== undefined && !user.disabled && user.role === role;
  }

  /** Removes sessions past their end and returns how many. */
  removeExpiredSessions(): Promise<number> {
    return this.sessions.removeExpired();
  }

  private async actorOfToken(token: string): Promise<Actor> {
    const { sub, sid, exp } = await this.tokens.readAccess(token);
    const user = await this.sessions.userOf(sid, sub);
    if (!user) throw new AppError(authErrors['auth/session-ended']);
    if (user.disabled) throw new AppError(authErrors['auth/user-disabled']);
    const { username, role } = user;
    return { id: sub, username, role, sessionId: sid, expiresAtMs: exp * 1000 };
  }
}
