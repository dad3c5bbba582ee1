import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Inbox } from './inbox.js';

describe('an inbox', () => {
  it('answers in the order of arrival, however long one answer takes', async () => {
    const inbox = new Inbox(10);
    const answered: number[] = [];
    const all = Promise.all(
      [5, 0, 2].map(
        (ms, i) =>
          new Promise<void>((done) => {
            inbox.put(async () => {
              await delay(ms);
              answered.push(i);
              done();
            });
          }),
      ),
    );
    await all;
    expect(answered).toEqual([0, 1, 2]);
  });

  it('is full while as many wait as it takes, and has room again after', async () => {
    const inbox = new Inbox(2);
    const { promise, resolve } = Promise.withResolvers<void>();
    inbox.put(() => promise);
    expect(inbox.isFull).toBe(false);
    inbox.put(async () => undefined);
    expect(inbox.isFull).toBe(true);
    resolve();
    await delay(1);
    expect(inbox.isFull).toBe(false);
  });
});
