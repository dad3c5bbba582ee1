import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { prettyFactory } from 'pino-pretty';
import { loadSettings } from '../env.js';
import { loggerOptions } from './options.js';

const { customErrorObject, customLogLevel, transport } = loggerOptions(loadSettings({}), 'api');

function levelOf(url: string, statusCode: number, error?: Error) {
  const request = { url } as IncomingMessage;
  return customLogLevel?.(request, { statusCode } as ServerResponse, error);
}

describe('the level at which a request is logged', () => {
  it('is info, also when the caller was at fault', () => {
    expect(levelOf('/api/v1/auth/me', 200)).toBe('info');
    expect(levelOf('/api/v1/auth/me', 401)).toBe('info');
  });

  it('is error when the server was at fault', () => {
    expect(levelOf('/api/v1/auth/me', 503)).toBe('error');
    expect(levelOf('/api/v1/auth/me', 200, new Error('cut off'))).toBe('error');
  });

  it.each(['/health', '/health/live', '/health/ready?verbose=1', '/metrics'])(
    'is debug when a probe asks %s and all is well',
    (url) => {
      expect(levelOf(url, 200)).toBe('debug');
      expect(levelOf(url, 403)).toBe('info');
      expect(levelOf(url, 503)).toBe('error');
    },
  );
});

describe('a line on the terminal', () => {
  const [target] = transport && 'targets' in transport ? transport.targets : [];
  const print = prettyFactory({ ...target?.options, colorize: false });

  it('ends with the id of its request, when it belongs to one', () => {
    const line = { level: 30, context: 'Auth', msg: 'A login failed.' };
    expect(print({ ...line, requestId: 'id-7' })).toContain('Auth A login failed. (id-7)\n');
    expect(print(line)).toMatch(/Auth A login failed\.\n$/);
  });
});

describe('the line of an answer of 5xx', () => {
  const errorOf = (error: Error): unknown => {
    const response = { statusCode: 503 } as ServerResponse;
    const line = { responseTime: 1, err: error };
    return customErrorObject?.({} as IncomingMessage, response, error, line).err;
  };

  it('has no stack but that of a true error', () => {
    const error = new Error('cut off');
    expect(errorOf(error)).toBe(error);
    expect(errorOf(new Error('failed with status code 503'))).toBeUndefined();
  });
});
