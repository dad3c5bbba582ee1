import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService, TokenExpiredError } from '@nestjs/jwt';
import { AppError, settings, type Settings } from '@app/platform';
import { authErrors } from './auth.errors.js';

/** Is what an access token says: user, session and kind. */
export interface AccessClaims {
  sub: string;
  sid: string;
  typ: 'access';
  /** End of its life, in epoch seconds. */
  exp: number;
}

/** Is what a refresh token says; `jti` names the one refresh that it allows. */
export interface RefreshClaims {
  sub: string;
  sid: string;
  typ: 'refresh';
  jti: string;
  /** End of its life, in epoch seconds. */
  exp: number;
}

/** Is what a login or refresh gives, under its names on the wire. */
export interface TokenPair {
  access_token: string;
  refresh_token: string;
  token_type: 'bearer';
  /** Life of the access token, in seconds. */
  expires_in: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Signs and reads the JSON Web Tokens of logins, with JWT_ALGORITHM only. */
@Injectable()
export class TokenService {
  constructor(
    private readonly jwt: JwtService,
    @Inject(settings.KEY) private readonly values: Settings,
  ) {}

  /** Signs the access token of a session and the refresh token that allows the refresh `refreshId`. */
  async pair(userId: string, sessionId: string, refreshId: string): Promise<TokenPair> {
    const { JWT_ACCESS_TOKEN_EXPIRE_MINUTES, JWT_REFRESH_TOKEN_EXPIRE_DAYS } = this.values;
    const expiresIn = JWT_ACCESS_TOKEN_EXPIRE_MINUTES * 60;
    const claims = { sub: userId, sid: sessionId };
    return {
      access_token: await this.sign({ ...claims, typ: 'access' }, expiresIn),
      refresh_token: await this.sign(
        { ...claims, typ: 'refresh', jti: refreshId },
        JWT_REFRESH_TOKEN_EXPIRE_DAYS * 86_400,
      ),
      token_type: 'bearer',
      expires_in: expiresIn,
    };
  }

  /** Makes the id of a session or of a refresh. */
  newId(): string {
    return randomUUID();
  }

  /** Reads an access token; throws `auth/token-invalid` or `auth/token-expired`. */
  async readAccess(token: string): Promise<AccessClaims> {
    const claims = await this.read(token);
    if (claims.typ !== 'access') throw new AppError(authErrors['auth/token-invalid']);
    return claims;
  }

  /** Reads a refresh token; throws `auth/token-invalid` or `auth/token-expired`. */
  async readRefresh(token: string): Promise<RefreshClaims> {
    const claims = await this.read(token);
    if (claims.typ !== 'refresh') throw new AppError(authErrors['auth/token-invalid']);
    return claims;
  }

  private sign(claims: object, expiresIn: number): Promise<string> {
    const { JWT_SECRET_KEY, JWT_ALGORITHM } = this.values;
    return this.jwt.signAsync(claims, {
      secret: JWT_SECRET_KEY,
      algorithm: JWT_ALGORITHM,
      expiresIn,
    });
  }

  private async read(token: string): Promise<AccessClaims | RefreshClaims> {
    const { JWT_SECRET_KEY, JWT_ALGORITHM } = this.values;
    try {
      const claims: unknown = await this.jwt.verifyAsync<object>(token, {
        secret: JWT_SECRET_KEY,
        algorithms: [JWT_ALGORITHM],
      });
      if (isClaims(claims)) return claims;
    } catch (error) {
      if (error instanceof TokenExpiredError) throw new AppError(authErrors['auth/token-expired']);
    }
    throw new AppError(authErrors['auth/token-invalid']);
  }
}

function isClaims(value: unknown): value is AccessClaims | RefreshClaims {
  if (typeof value !== 'object' || value === null) return false;
  const { sub, sid, typ, jti, exp } = value as Record<string, unknown>;
  if (!isUuid(sub) || !isUuid(sid) || typeof exp !== 'number') return false;
  return typ === 'access' || (typ === 'refresh' && isUuid(jti));
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
