import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import { runNode } from '../support/processes.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const STATISTICS = ['trades', 'equity_final', 'sharpe', 'max_drawdown', 'profit_factor'];
const SETS = [3, 5, 8, 13].flatMap((fast) => [21, 34, 55].map((slow) => ({ fast, slow })));

describe('a sweep in a worker', () => {
  let app: TestApp;
  let trader: Session;
  let answer: Record<string, any>;

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    const walk = randomWalk('WALK', 2400);
    await upload(trader, walk);
    const output = await runNode('test/support/sweep-in-worker.mjs', {
      ...app.env,
      SWEEP: JSON.stringify({
        symbol: 'WALK',
        timeframe: '1h',
        startMs: START_MS,
        endMs: walk.at(-1)!.open_time + 1,
        sets: [...SETS, { fast: 9, slow: 4 }],
        statistics: STATISTICS,
        config: { commission: 0.001 },
      }),
    });
    answer = JSON.parse(/^ANSWER (.*)$/m.exec(output)![1]!);
  }, 120_000);

  afterAll(() => app?.close());

  it('gives, for each set of params, what a run over REST gives', async () => {
    for (const k of [0, 4, 11]) {
      const id = await startRun(trader, { params: SETS[k], commission: 0.001 });
      await untilStatus(trader, id, ['COMPLETED']);
      const { statistics } = (await trader.get(`/backtest/${id}/result`)).body.data;
      expect(answer.rows[k]).toEqual(STATISTICS.map((name) => statistics[name]));
    }
    expect(answer.stopped[0]).toBe(false);
  });

  it('says which set failed, and why', () => {
    expect(answer.errors.slice(0, -1)).toEqual(SETS.map(() => null));
    expect(answer.errors.at(-1)).toContain('break the constraint');
  });

  it('stops within two seconds, with what was done by then', () => {
    expect(answer.stopped[1]).toBe(true);
    expect(answer.stopMs).toBeLessThan(2000);
    expect(answer.ran).toBeGreaterThan(0);
    expect(answer.ran).toBeLessThan(200_000);
  });
});
