import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FollowedRow } from './followed.js';
import { type Follower, Watcher } from './watcher.js';

const ID = '5f0c2a9e-8d0b-4a55-9a3a-0f6f3c1f2b7d';

class Rows {
  readonly states = new Map<string, number>();
  readonly asked: string[][] = [];
  away = false;

  async statesOf(ids: string[]): Promise<FollowedRow[]> {
    if (this.away) throw new Error('connect ECONNREFUSED');
    this.asked.push(ids);
    return ids.flatMap((id) => {
      const seq = this.states.get(id);
      return seq === undefined ? [] : [{ id, seq, status: 'RUNNING' }];
    });
  }
}

type Handler = (hint: { id: string }) => void;

class Hints {
  private handler: Handler | undefined;

  listen(handler: Handler): () => void {
    this.handler = handler;
    return () => (this.handler = undefined);
  }

  tell(id: string): void {
    this.handler?.({ id });
  }
}

class Subscriber implements Follower<FollowedRow> {
  readonly got: number[] = [];
  readonly atMs: number[] = [];
  ended: 'finished' | 'deleted' | undefined;
  lastSeq = 1000;

  deliver({ seq }: FollowedRow): boolean {
    if (seq !== this.got.at(-1)) {
      this.got.push(seq);
      this.atMs.push(performance.now());
    }
    return seq >= this.lastSeq;
  }

  endFinished(): void {
    this.ended = 'finished';
  }

  endDeleted(): void {
    this.ended = 'deleted';
  }
}

describe('the watcher of rows', () => {
  let rows: Rows;
  let hints: Hints;
  let watcher: Watcher<FollowedRow>;

  beforeEach(() => {
    rows = new Rows();
    hints = new Hints();
    watcher = new Watcher(rows, hints);
    watcher.onApplicationBootstrap();
  });

  afterEach(() => watcher.beforeApplicationShutdown());

  const watch = (id = ID) => {
    rows.states.set(id, 1);
    const subscriber = new Subscriber();
    watcher.watch(id, subscriber);
    return subscriber;
  };

  it('asks at once after a hint, and for nothing that nobody watches', async () => {
    const subscriber = watch();
    hints.tell('another');
    hints.tell(ID);
    await delay(20);
    expect(subscriber.got).toEqual([1]);
    expect(rows.asked).toEqual([[ID]]);
  });

  it('asks every second without any hint, for all runs at once', async () => {
    const subscribers = [watch(), watch('second')];
    await delay(1300);
    for (const { got } of subscribers) expect(got).toEqual([1]);
    expect(rows.asked).toEqual([[ID, 'second']]);
  });

  it('asks at most five times a second, however many hints come, and misses no last state', async () => {
    const subscriber = watch();
    for (let seq = 2; seq <= 300; seq++) {
      rows.states.set(ID, seq);
      hints.tell(ID);
      await delay(4);
    }
    await delay(300);
    expect(subscriber.got.at(-1)).toBe(300);
    for (const start of subscriber.atMs) {
      const within = subscriber.atMs.filter((at) => at >= start && at < start + 1000);
      expect(within.length).toBeLessThanOrEqual(5);
    }
  });

  it('asks for a run no more once its subscribers have its end', async () => {
    const subscriber = watch();
    subscriber.lastSeq = 1;
    hints.tell(ID);
    await delay(20);
    expect([subscriber.ended, watcher.size]).toEqual(['finished', 0]);
  });

  it('ends subscriptions to runs that are deleted', async () => {
    const subscriber = watch();
    rows.states.delete(ID);
    hints.tell(ID);
    await delay(20);
    expect([subscriber.ended, watcher.size]).toEqual(['deleted', 0]);
  });

  it('goes on when the database was away', async () => {
    const subscriber = watch();
    rows.away = true;
    hints.tell(ID);
    await delay(50);
    rows.away = false;
    await delay(1300);
    expect(subscriber.got).toEqual([1]);
  });

  it('forgets a run that nobody watches any more', () => {
    const [first, second] = [watch(), watch()];
    watcher.unwatch(ID, first);
    expect(watcher.size).toBe(1);
    watcher.unwatch(ID, second);
    expect(watcher.size).toBe(0);
  });
});
