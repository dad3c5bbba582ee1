import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor, AppError, Role } from '@app/platform';

/** Keys the mark of a route that needs no login. */
export const PUBLIC = 'auth:public';

/** Keys the roles that a route is for. */
export const ROLES_ALLOWED = 'auth:roles';

/** Opens a route to everybody; the extension tells the API documents. */
export const Public = () =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiExtension('x-public', true));

/** Limits a route to some roles; without it every user may use it. The extension tells the API documents. */
export const AllowRoles = (...roles: Role[]) =>
  applyDecorators(SetMetadata(ROLES_ALLOWED, roles), ApiExtension('x-roles', roles));

/** Limits a route to those who may write: admins and traders. */
export const Writes = () => AllowRoles('admin', 'trader');

/** Is an HTTP request once its caller is known, or why it is not. */
export type AuthenticatedRequest = Request & { actor?: Actor; refusal?: AppError };

/** Hands the caller to a route's parameter. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().actor;
});
