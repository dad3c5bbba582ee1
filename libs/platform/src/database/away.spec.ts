import { describe, expect, it } from '@jest/globals';
import { isAway, whileAway } from './away.js';

const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('a database that is away', () => {
  it('is told by its codes, its drivers’ words, and what TypeORM wraps', () => {
    expect(isAway(refused())).toBe(true);
    expect(isAway(Object.assign(new Error('x'), { code: '57P01' }))).toBe(true);
    expect(isAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isAway(Object.assign(new Error('x'), { driverError: refused() }))).toBe(true);
    expect(isAway(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false);
    expect(isAway('ECONNREFUSED')).toBe(false);
  });

  it('is asked again until it answers', async () => {
    let tries = 0;
    const answer = await whileAway(5000, async () => {
      if (++tries < 2) throw refused();
      return 'here';
    });
    expect([answer, tries]).toEqual(['here', 2]);
  });

  it('is given up when it stays away too long, and other failures at once', async () => {
    await expect(whileAway(0, () => Promise.reject(refused()))).rejects.toThrow('connect');
    const broken = () => Promise.reject(new Error('broken'));
    await expect(whileAway(60_000, broken)).rejects.toThrow('broken');
  });
});
