import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { repeat } from './repeat.js';

const ignore = () => undefined;

describe('repeat', () => {
  it('leaves out rounds that are due while one runs', async () => {
    let [running, most, rounds] = [0, 0, 0];
    const twice = Promise.withResolvers<void>();
    const round = async () => {
      most = Math.max(most, ++running);
      await delay(15);
      running--;
      if (++rounds === 2) twice.resolve();
    };
    const stop = repeat(2, round, ignore);
    await twice.promise;
    await stop();
    expect(most).toBe(1);
  });

  it('tells what a round threw and goes on', async () => {
    const told: unknown[] = [];
    const twice = Promise.withResolvers<void>();
    const stop = repeat(
      2,
      () => Promise.reject(new Error('away')),
      (error) => {
        told.push(error);
        if (told.length === 2) twice.resolve();
      },
    );
    await twice.promise;
    await stop();
    expect(told[1]).toEqual(new Error('away'));
  });

  it('waits, when stopped, for the round that runs', async () => {
    let ended = false;
    const started = Promise.withResolvers<void>();
    const round = async () => {
      started.resolve();
      await delay(20);
      ended = true;
    };
    const stop = repeat(1, round, ignore);
    await started.promise;
    await stop();
    expect(ended).toBe(true);
  });
});
