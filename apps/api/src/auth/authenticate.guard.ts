import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingHttpHeaders } from 'node:http';
import { AuthService, type Credentials } from '@app/auth';
import { AppError } from '@app/platform';
import { type AuthenticatedRequest, PUBLIC } from './access.decorators.js';

/** Finds who calls; bad credentials are only remembered, so that they are counted before they are refused. */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    try {
      request.actor = await this.auth.actorOf(credentialsOf(request.headers));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      request.refusal = error;
    }
    return true;
  }
}

function credentialsOf(headers: IncomingHttpHeaders): Credentials {
  const key = headers['x-api-key'];
  return {
    token: /^Bearer (.*)$/i.exec(headers.authorization ?? '')?.[1]?.trim(),
    apiKey: typeof key === 'string' ? key : undefined,
  };
}
