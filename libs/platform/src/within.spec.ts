import { describe, expect, it } from '@jest/globals';
import { within } from './within.js';

describe('within', () => {
  it('returns what comes in time', async () => {
    expect(await within(1000, Promise.resolve(7))).toBe(7);
  });

  it('passes on what fails in time', async () => {
    await expect(within(1000, Promise.reject(new Error('away')))).rejects.toThrow('away');
  });

  it('throws when nothing comes in time', async () => {
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow('No answer within 5 ms.');
  });
});
