import { describe, expect, it } from '@jest/globals';
import { loadSettings, SettingsError } from './env.js';

const SECRETS = { SECRET_KEY: 's'.repeat(32), JWT_SECRET_KEY: 'j'.repeat(32) };
const DATABASE_URL = 'postgres://user:hidden@db/barline';
const REDIS_URL = 'redis://cache:6379/0';

function complaint(source: NodeJS.ProcessEnv): string {
  try {
    loadSettings(source);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
  }
  throw new Error('Nothing was complained about.');
}

describe('settings', () => {
  it('choose the embedded profile when neither address is set', () => {
    expect(loadSettings({})).toMatchObject({
      profile: 'embedded',
      HOST: '127.0.0.1',
      PORT: 8000,
      DATABASE_POOL_SIZE: 10,
      DATABASE_MAX_OVERFLOW: 0,
      MAX_CONCURRENT_BACKTESTS: 5,
    });
  });

  it('choose the single profile with PostgreSQL alone, and scale-out with both', () => {
    expect(loadSettings({ ...SECRETS, DATABASE_URL })).toMatchObject({
      profile: 'single',
      HOST: '0.0.0.0',
      DATABASE_POOL_SIZE: 20,
      MAX_CONCURRENT_BACKTESTS: 0,
    });
    expect(loadSettings({ ...SECRETS, DATABASE_URL, REDIS_URL })).toMatchObject({
      profile: 'scale-out',
      QUEUE_REDIS_URL: REDIS_URL,
    });
  });

  it('refuse Redis without PostgreSQL', () => {
    expect(complaint({ REDIS_URL })).toContain('REDIS_URL is set without DATABASE_URL');
  });

  it('take an empty text for unset', () => {
    expect(loadSettings({ PORT: ' ', MAX_CONCURRENT_BACKTESTS: '' })).toMatchObject({
      PORT: 8000,
      MAX_CONCURRENT_BACKTESTS: 5,
    });
  });

  it.each(['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost', 'my-host', 'a1.example'])(
    'take %s for a HOST',
    (HOST) => {
      expect(loadSettings({ HOST }).HOST).toBe(HOST);
    },
  );

  it('read lists as JSON or with commas', () => {
    const hosts = ['https://a.example', 'b.example'];
    expect(loadSettings({ ALLOWED_HOSTS: JSON.stringify(hosts) }).ALLOWED_HOSTS).toEqual(hosts);
    expect(loadSettings({ ALLOWED_HOSTS: hosts.join(' , ') }).ALLOWED_HOSTS).toEqual(hosts);
  });

  it.each([
    ['PORT', '80.5', 'PORT is "80.5", but must be a whole number from 0 to 65535.'],
    ['PORT', '0x10', 'PORT is "0x10", but must be a whole number from 0 to 65535.'],
    ['PORT', '1e3', 'PORT is "1e3", but must be a whole number from 0 to 65535.'],
    ['MAX_ATTEMPTS', '+3', 'MAX_ATTEMPTS is "+3", but must be a whole number from 1 to 100.'],
    ['HOST', '999.1.1.1', 'HOST is "999.1.1.1", but must be an IP address or a host name.'],
    ['HOST', 'http://a.example', 'HOST is "http://a.example", but must be an IP address'],
    ['DEBUG', 'maybe', 'DEBUG is "maybe", but must be true or false.'],
    ['JWT_ALGORITHM', 'none', 'JWT_ALGORITHM is "none", but must be one of HS256, HS384, HS512.'],
    ['ALLOWED_HOSTS', '[1]', 'ALLOWED_HOSTS is "[1]", but must be a JSON array of texts'],
  ])('say of a bad %s what they got and what they want', (name, value, words) => {
    expect(complaint({ [name]: value })).toContain(words);
  });

  it('want long secrets with a database, and never show what they got', () => {
    expect(complaint({ DATABASE_URL })).toBe(
      'SECRET_KEY is not set, but must have at least 32 characters.',
    );
    const short = complaint({ ...SECRETS, SECRET_KEY: 'hidden', DATABASE_URL });
    expect(short).toBe('SECRET_KEY has 6 characters, but must have at least 32 characters.');
    expect(complaint({ ...SECRETS, DATABASE_URL: 'mysql://user:hidden@db' })).not.toMatch(/hidden/);
  });
});
