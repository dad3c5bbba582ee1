import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';

const EXPOSED = [
  'X-Request-Id',
  'Retry-After',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'ETag',
];

/** Allows the origins of ALLOWED_HOSTS, given as hosts or whole origins; `*` allows all, without credentials. */
export function corsOptions(allowed: string[]): CorsOptions {
  if (allowed.includes('*')) return { origin: '*', credentials: false, exposedHeaders: EXPOSED };
  return {
    origin: (origin: string | undefined, done: (error: null, allow: boolean) => void) =>
      done(null, origin !== undefined && isAllowed(origin, allowed)),
    credentials: true,
    exposedHeaders: EXPOSED,
  };
}

/** Says whether an Origin header names an allowed host or origin. */
export function isAllowed(origin: string, allowed: string[]): boolean {
  if (allowed.includes('*') || allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  return allowed.includes(host) || allowed.includes(hostname);
}
