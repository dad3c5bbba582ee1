import type { TransportTargetOptions } from 'pino';
import type { Options } from 'pino-http';
import type { Settings } from '../env.js';
import { assignRequestId } from './request-id.js';

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

/** Builds pino's options; neither headers nor queries that carry secrets are ever written. */
export function loggerOptions(settings: Settings, name: string): Options {
  const level = settings.DEBUG ? 'debug' : LEVELS[settings.LOG_LEVEL];
  return {
    name,
    level,
    transport: { targets: targets(settings, level) },
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
    genReqId: assignRequestId,
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
