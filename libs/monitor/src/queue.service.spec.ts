import { describe, expect, it } from '@jest/globals';
import { type MonitoredQueue, QueueService } from './queue.service.js';

class FakeQueue implements MonitoredQueue {
  paused = false;
  asked = 0;
  answer: () => Promise<Record<string, number>> = async () => ({
    waiting: 2,
    prioritized: 5,
    active: 1,
    delayed: 0,
    failed: 3,
  });

  constructor(readonly name: string) {}

  getJobCounts(): Promise<Record<string, number>> {
    this.asked += 1;
    return this.answer();
  }

  async isPaused(): Promise<boolean> {
    return this.paused;
  }

  async pause(): Promise<void> {
    this.paused = true;
  }

  async resume(): Promise<void> {
    this.paused = false;
  }
}

describe('the queues', () => {
  it('count jobs with and without a priority as waiting', async () => {
    const queues = new QueueService([new FakeQueue('backtest')]);
    expect(await queues.counts()).toEqual([
      { name: 'backtest', waiting: 7, active: 1, delayed: 0, failed: 3, paused: false },
    ]);
  });

  it('answer all who ask at the same time with one question', async () => {
    const queue = new FakeQueue('backtest');
    const queues = new QueueService([queue]);
    await Promise.all([queues.counts(), queues.counts(), queues.isReady()]);
    expect(queue.asked).toBe(1);
    await queues.counts();
    expect(queue.asked).toBe(2);
  });

  it('are not ready when they do not answer in time, and are asked once meanwhile', async () => {
    const queue = new FakeQueue('backtest');
    const { promise, resolve } = Promise.withResolvers<Record<string, number>>();
    queue.answer = () => promise;
    const queues = new QueueService([queue]);
    await expect(queues.counts()).rejects.toMatchObject({ code: 'server/unavailable' });
    expect(await queues.isReady()).toBe(false);
    expect(queue.asked).toBe(1);
    resolve({});
    expect(await queues.isReady()).toBe(true);
  });

  it('are paused and resumed by name', async () => {
    const queues = new QueueService([new FakeQueue('backtest')]);
    expect((await queues.pause('backtest')).paused).toBe(true);
    expect((await queues.resume('backtest')).paused).toBe(false);
    await expect(queues.pause('celery')).rejects.toMatchObject({
      code: 'monitor/queue-not-found',
      values: { name: 'celery', names: 'backtest' },
    });
  });
});
