import { describe, expect, it } from '@jest/globals';
import { reasonOf } from './reason.js';

const failed = (fields: object) => Object.assign(new Error('first line\nsecond line'), fields);

describe('the reason of a failed start', () => {
  it('is the first line of the error', () => {
    expect(reasonOf(failed({}))).toBe('first line');
  });

  it('names the setting whose value the system refuses', () => {
    expect(reasonOf(failed({ code: 'EADDRINUSE', address: '::1', port: 80 }))).toContain('PORT');
    expect(reasonOf(failed({ code: 'EADDRNOTAVAIL', address: '8.8.8.8' }))).toContain('HOST');
  });

  it('names HOST when nothing is called so, and no other name that is not found', () => {
    const error = failed({ code: 'ENOTFOUND', hostname: 'nowhere' });
    expect(reasonOf(error, 'nowhere')).toBe(
      'HOST is "nowhere", which no machine is called (ENOTFOUND).',
    );
    expect(reasonOf(error, 'elsewhere')).toBe('first line');
  });
});
