import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Is one answered request: its route as declared, not its path, so that labels stay few. */
export interface AnsweredRequest {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Tells how long each request took, once it was answered or given up. */
export function timeRequests(observe: (answered: AnsweredRequest) => void): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAtMs = performance.now();
    response.once('close', () => {
      observe({
        method: METHODS.has(request.method) ? request.method : 'other',
        route: routeOf(request),
        status: response.statusCode,
        seconds: (performance.now() - startedAtMs) / 1000,
      });
    });
    next();
  };
}

// What no route takes ends in Nest's own last one, which has no slash.
function routeOf({ route }: Request): string {
  const path: unknown =
    typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : '';
  return typeof path === 'string' && path.startsWith('/') ? path : 'none';
}
