import { describe, expect, it } from '@jest/globals';
import { corsOptions, isAllowed } from './cors.js';

describe('corsOptions', () => {
  it('sends no credentials when every origin is allowed', () => {
    expect(corsOptions(['*'])).toMatchObject({ origin: '*', credentials: false });
    expect(corsOptions(['https://a.example', '*'])).toMatchObject({ credentials: false });
  });

  it('sends credentials to a list of origins', () => {
    expect(corsOptions(['https://a.example'])).toMatchObject({ credentials: true });
  });
});

describe('isAllowed', () => {
  const allowed = ['https://dash.example:8443', 'localhost', '10.0.0.7:3000'];

  it('takes an origin whole: scheme, host and port', () => {
    expect(isAllowed('https://dash.example:8443', allowed)).toBe(true);
    expect(isAllowed('http://dash.example:8443', allowed)).toBe(false);
    expect(isAllowed('https://dash.example', allowed)).toBe(false);
  });

  it('takes a host name with any scheme and port', () => {
    expect(isAllowed('http://localhost:5173', allowed)).toBe(true);
    expect(isAllowed('https://localhost', allowed)).toBe(true);
    expect(isAllowed('http://localhost.evil.example', allowed)).toBe(false);
  });

  it('takes a host with a port only at that port', () => {
    expect(isAllowed('http://10.0.0.7:3000', allowed)).toBe(true);
    expect(isAllowed('http://10.0.0.7', allowed)).toBe(false);
  });

  it('takes nothing that is no URL, unless all is allowed', () => {
    expect(isAllowed('null', allowed)).toBe(false);
    expect(isAllowed('null', ['*'])).toBe(true);
  });
});
