import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogFn, TransportTargetOptions } from 'pino';
import type { Options } from 'pino-http';
import type { Settings } from '../env.js';
import { PROBE_PATHS } from './probe-paths.js';
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

// Nest tells of every module and route at each start, which only helps to find a mistake in them.
const BOOT_CONTEXTS = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
]);

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
    customSuccessMessage: requestLine,
    customErrorMessage: requestLine,
    customErrorObject: withoutMadeError,
    customLogLevel: requestLevel,
    serializers: {
      req: ({ method, url, remoteAddress }: Record<string, unknown>) => ({
        method,
        path: typeof url === 'string' ? url.split('?')[0] : url,
        remoteAddress,
      }),
      res: ({ statusCode }: Record<string, unknown>) => ({ statusCode }),
    },
    hooks: {
      logMethod(parameters, method) {
        if (level === 'debug' || !isBootLine(parameters[0])) method.apply(this, parameters);
      },
    },
  };
}

function requestLine(request: IncomingMessage, { statusCode }: ServerResponse): string {
  return `${request.method} ${pathOf(request)} ${statusCode}`;
}

// For an answer of 5xx pino-http makes an error of its own, whose stack says nothing; the true one is logged where it is caught.
function withoutMadeError(
  _: IncomingMessage,
  { statusCode }: ServerResponse,
  error: Error,
  line: object,
): object {
  const isMade = error.message === `failed with status code ${statusCode}`;
  return isMade ? { ...line, err: undefined } : line;
}

// Probes ask every few seconds: at info their successes would bury all else.
function requestLevel(
  request: IncomingMessage,
  { statusCode }: ServerResponse,
  error?: Error,
): 'debug' | 'info' | 'error' {
  if (error || statusCode >= 500) return 'error';
  return statusCode < 400 && PROBE_PATHS.includes(pathOf(request)) ? 'debug' : 'info';
}

function pathOf(request: IncomingMessage): string {
  const { originalUrl, url = '' } = request as IncomingMessage & { originalUrl?: string };
  return (originalUrl ?? url).split('?', 1)[0] ?? '';
}

function isBootLine(first: Parameters<LogFn>[0]): boolean {
  const { context } = (typeof first === 'object' && first ? first : {}) as { context?: unknown };
  return typeof context === 'string' && BOOT_CONTEXTS.has(context);
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
          messageFormat: '{if context}{context} {end}{msg}{if requestId} ({requestId}){end}',
        },
      };
  if (!settings.LOG_FILE) return [console];
  const file = { destination: settings.LOG_FILE, mkdir: true };
  return [console, { target: 'pino/file', level, options: file }];
}
