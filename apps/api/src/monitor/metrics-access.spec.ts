import { describe, expect, it } from '@jest/globals';
import { AppError } from '@app/platform';
import { checkMetricsAccess } from './metrics-access.js';

type Asked = Parameters<typeof checkMetricsAccess>[0];

const refusal = (remoteAddress: string, headers: Record<string, string> = {}, token = '') => {
  try {
    checkMetricsAccess({ headers, socket: { remoteAddress } as Asked['socket'] }, token);
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('access to /metrics', () => {
  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])('is open to %s', (address) => {
    expect(refusal(address)).toBe('none');
  });

  it.each(['10.0.0.8', '::ffff:10.0.0.8', '2001:db8::1', '', '127.0.0.1.example.org'])(
    'is closed to "%s" without a token',
    (address) => {
      expect(refusal(address)).toBe('metrics/loopback-only');
    },
  );

  it.each([
    ['x-forwarded-for', '203.0.113.9'],
    ['x-forwarded-for', '127.0.0.1, 203.0.113.9'],
    ['x-real-ip', '203.0.113.9'],
    ['forwarded', 'for=203.0.113.9'],
    ['origin', 'https://example.org'],
  ])('is closed to a proxy or a page of this machine: %s %s', (name, value) => {
    expect(refusal('127.0.0.1', { [name]: value })).toBe('metrics/loopback-only');
  });

  it('is open to a proxy of this machine that speaks for this machine', () => {
    expect(refusal('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe('none');
  });

  it('wants the token once there is one, from this machine too', () => {
    expect(refusal('127.0.0.1', {}, 'secret')).toBe('metrics/token-required');
    const wrong = { authorization: 'Bearer wrong' };
    expect(refusal('127.0.0.1', wrong, 'secret')).toBe('metrics/token-required');
    const right = { authorization: 'Bearer secret' };
    expect(refusal('203.0.113.9', right, 'secret')).toBe('none');
  });
});
