import { describe, expect, it } from '@jest/globals';
import { DryRuns } from './dry-runs.js';

describe('dry runs', () => {
  it('read one file of a user and two in all at once, and make room when they end', async () => {
    const runs = new DryRuns();
    const ends: (() => void)[] = [];
    const long = () => new Promise<void>((resolve) => ends.push(resolve));
    const first = runs.run('ada', long);
    await expect(runs.run('ada', long)).rejects.toMatchObject({ code: 'kline/dry-run-running' });
    const second = runs.run('bob', long);
    await expect(runs.run('eve', long)).rejects.toMatchObject({
      code: 'kline/dry-runs-busy',
      retryAfter: 5,
    });
    ends[0]!();
    await first;
    expect(await runs.run('eve', async () => 7)).toBe(7);
    await expect(runs.run('eve', () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
    expect(await runs.run('eve', async () => 8)).toBe(8);
    ends[1]!();
    await second;
  });
});
