import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TransportTargetOptions } from 'pino';
import type { Options } from 'pino-http';
import type { Settings } from '../env.js';

const LEVELS = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'fatal',
} as const;

const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
];

const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Builds pino's options; neither headers nor queries that carry secrets are ever written. */
export function loggerOptions(settings: Settings, name: string): Options {
  const level = settings.DEBUG ? 'debug' : LEVELS[settings.LOG_LEVEL];
  return {
    name,
    level,
    transport: { targets: targets(settings, level) },
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
    genReqId: requestId,
    customProps: (request) => ({ requestId: request.id }),
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : 'info',
    serializers: {
      req: ({ method, url, remoteAddress }: Record<string, unknown>) => ({
        method,
        path: typeof url === 'string' ? url.split('?')[0] : url,
        remoteAddress,
      }),
      res: ({ statusCode }: Record<string, unknown>) => ({ statusCode }),
    },
  };
}

/** Gives a request the id it came with, when that is short and plain, or a new one; and sends it back. */
function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

function targets(settings: Settings, level: string): TransportTargetOptions[] {
  const console: TransportTargetOptions = settings.production
    ? { target: 'pino/file', level, options: { destination: 1 } }
    : {
        target: 'pino-pretty',
        level,
        options: {
          destination: 1,
          singleLine: true,
          colorize: process.stdout.isTTY,
          translateTime: 'SYS:HH:MM:ss.l',
          ignore: 'pid,hostname,req,res,responseTime,requestId,context',
          messageFormat: '{context} {msg}',
        },
      };
  if (!settings.LOG_FILE) return [console];
  const file = { destination: settings.LOG_FILE, mkdir: true };
  return [console, { target: 'pino/file', level, options: file }];
}
