import { describe, expect, it } from '@jest/globals';
import type { Backtest } from '@app/backtest';
import type { AppError } from '@app/platform';
import { RUNS } from './followed.js';
import { Subscription, type Subscriber } from './subscription.js';

const TOPIC = 'backtest_progress_5f0c2a9e-8d0b-4a55-9a3a-0f6f3c1f2b7d';

class RecordingConnection implements Subscriber {
  readonly topics = new Map([[TOPIC, { lastSeq: () => 0, end: () => undefined }]]);
  readonly language = 'en';
  readonly sent: { name: string; body: Record<string, any> }[] = [];
  isBehind = false;

  send(name: string, body: Record<string, unknown>): void {
    this.sent.push({ name, body });
  }

  refuse(error: AppError): void {
    this.send('error', { code: error.code });
  }

  take(): string[] {
    return this.sent.splice(0).map(({ name, body }) => `${name} ${body.data?.status ?? ''}`.trim());
  }
}

const run = (seq: number, status: Backtest['status'], progress = 0) =>
  ({
    id: TOPIC,
    seq,
    status,
    stage: 'running',
    progress,
    attempts: 1,
    error: null,
    statistics: status === 'COMPLETED' ? { trades: 3 } : null,
    createdAt: new Date(0),
    startedAt: null,
    finishedAt: null,
  }) as Backtest;

const subscribe = (seq?: number) => {
  const connection = new RecordingConnection();
  const subscription = new Subscription(RUNS, TOPIC, connection, seq);
  return { connection, subscription };
};

describe('a subscription to a run', () => {
  it('starts with the status alone', () => {
    const { connection, subscription } = subscribe();
    expect(subscription.deliver(run(0, 'PENDING'))).toBe(false);
    expect(connection.take()).toEqual(['status_update PENDING']);
  });

  it('tells progress with each change, and the status when that changes too', () => {
    const { connection, subscription } = subscribe();
    subscription.deliver(run(0, 'PENDING'));
    subscription.deliver(run(1, 'RUNNING'));
    subscription.deliver(run(2, 'RUNNING', 40));
    expect(connection.take()).toEqual([
      'status_update PENDING',
      'status_update RUNNING',
      'progress_update RUNNING',
      'progress_update RUNNING',
    ]);
  });

  it('never tells an older or the same state', () => {
    const { connection, subscription } = subscribe();
    subscription.deliver(run(5, 'RUNNING', 50));
    connection.take();
    for (const seq of [5, 4, 0]) expect(subscription.deliver(run(seq, 'RUNNING'))).toBe(false);
    expect(connection.take()).toEqual([]);
  });

  it('ends with the statistics, also when the run was over before it began', () => {
    const { connection, subscription } = subscribe();
    expect(subscription.deliver(run(9, 'COMPLETED', 100))).toBe(true);
    expect(connection.sent.at(-1)).toMatchObject({
      name: 'progress_update',
      body: { topic: TOPIC, seq: 9, data: { status: 'COMPLETED', statistics: { trades: 3 } } },
    });
    expect(connection.take()).toEqual(['status_update COMPLETED', 'progress_update COMPLETED']);
  });

  it('keeps the end for a client that is behind, and leaves out what came before it', () => {
    const { connection, subscription } = subscribe();
    subscription.deliver(run(0, 'RUNNING'));
    connection.take();
    connection.isBehind = true;
    expect(subscription.deliver(run(1, 'RUNNING', 10))).toBe(false);
    expect(subscription.deliver(run(2, 'COMPLETED', 100))).toBe(false);
    expect(connection.take()).toEqual([]);
    connection.isBehind = false;
    expect(subscription.deliver(run(2, 'COMPLETED', 100))).toBe(true);
    expect(connection.take()).toEqual(['status_update COMPLETED', 'progress_update COMPLETED']);
  });

  it('tells the same state again, but no older one, after a second subscription', () => {
    const { connection, subscription } = subscribe(4);
    subscription.deliver(run(4, 'RUNNING'));
    expect(connection.take()).toEqual([]);
    subscription.deliver(run(5, 'RUNNING'));
    expect(connection.take()).toEqual(['status_update RUNNING']);
  });

  it('says so when the run was deleted', () => {
    const { connection, subscription } = subscribe();
    subscription.endDeleted('5f0c2a9e');
    expect(connection.sent).toEqual([
      { name: 'error', body: { code: 'backtest/not-found' } },
      { name: 'unsubscribed', body: { topic: TOPIC } },
    ]);
    expect(connection.topics.size).toBe(0);
  });
});
