import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { authErrors } from '@app/auth';
import { AppError, type Role } from '@app/platform';
import { type AuthenticatedRequest, PUBLIC, ROLES_ALLOWED } from './access.decorators.js';

/** Refuses who is not known (401) where the route is not public, and whose role the route does not allow (403). */
@Injectable()
export class AuthorizeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const { actor, refusal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!actor) throw refusal ?? new AppError(authErrors['auth/login-required']);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES_ALLOWED, targets);
    if (roles && !roles.includes(actor.role)) {
      throw new AppError(authErrors['auth/role-forbidden'], {
        values: { role: actor.role, roles: roles.join(', ') },
      });
    }
    return true;
  }
}
