import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { monitorErrors } from '@app/monitor';
import { AppError } from '@app/platform';

type Asked = Pick<Request, 'headers' | 'socket'>;

const LOOPBACK = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i;

/** Lets a request for /metrics through: with the token where one is set, else from this machine only; throws what is wrong otherwise. */
export function checkMetricsAccess(request: Asked, token: string): void {
  if (token && !hasToken(request, token))
    throw new AppError(monitorErrors['metrics/token-required']);
  if (!token && !isLocal(request)) throw new AppError(monitorErrors['metrics/loopback-only']);
}

function hasToken({ headers }: Asked, token: string): boolean {
  const given = /^Bearer +(\S.*?) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// A proxy on this machine speaks from loopback for anybody, and X-Forwarded-For can be made up: so every
// address that is named must be loopback. A page of a browser here may be of any site: CORS may be open.
function isLocal({ headers, socket }: Asked): boolean {
  if (headers.origin !== undefined || headers.forwarded !== undefined) return false;
  const named = [headers['x-forwarded-for'], headers['x-real-ip']].flat().join(',').split(',');
  const addresses = [socket.remoteAddress ?? '', ...named.map((part) => part.trim())];
  return addresses.every((address, i) => (i > 0 && address === '') || LOOPBACK.test(address));
}
