import { describe, expect, it } from '@jest/globals';
import { within } from './within.js';

describe('within', () => {
  it('returns what comes in time', async () => {
    expect(await within(1000, Promise.resolve(7))).toBe(7);
  });

  it('passes on what fails in time', async () => {
    await expect(within(1000, Promise.reject(new Error('away')))).rejects.toThrow('away');
  });

  it('throws server/unavailable when nothing comes in time', async () => {
    const never = new Promise(() => undefined);
    await expect(within(5, never)).rejects.toMatchObject({ code: 'server/unavailable' });
  });
});
