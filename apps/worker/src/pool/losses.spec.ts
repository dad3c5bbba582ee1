import { describe, expect, it } from '@jest/globals';
import { Losses } from './losses.js';

describe('what a worker has lost', () => {
  it('is too much with the fourth isolate, which is told once', () => {
    let told = 0;
    const losses = new Losses(() => told++);
    expect(losses.isAny).toBe(false);
    for (let k = 0; k < 3; k++) losses.addIsolates(1);
    expect([told, losses.isAny]).toEqual([0, true]);
    for (let k = 0; k < 3; k++) losses.addIsolates(1);
    expect(told).toBe(1);
  });

  it('is too much with the first thread', () => {
    let told = 0;
    const losses = new Losses(() => told++);
    losses.addThread();
    losses.addIsolates(1);
    expect(told).toBe(1);
  });
});
