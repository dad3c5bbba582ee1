import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor, Role } from '@app/platform';

/** Keys the mark of a route that needs no login. */
export const PUBLIC = 'auth:public';

/** Keys the roles that a route is for. */
export const ROLES_ALLOWED = 'auth:roles';

/** Opens a route to everybody. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Limits a route to some roles; without it every user may use it. */
export const AllowRoles = (...roles: Role[]) => SetMetadata(ROLES_ALLOWED, roles);

/** Limits a route to those who may write: admins and traders. */
export const Writes = () => AllowRoles('admin', 'trader');

/** Is an HTTP request once its caller is known. */
export type AuthenticatedRequest = Request & { actor?: Actor };

/** Hands the caller to a route's parameter. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().actor;
});
