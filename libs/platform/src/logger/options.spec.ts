import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../env.js';
import { loggerOptions } from './options.js';

const { customLogLevel } = loggerOptions(loadSettings({}), 'api');

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
