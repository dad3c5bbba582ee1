import { describe, expect, it } from '@jest/globals';
import { Losses } from './losses.js';

function counted(): { losses: Losses; told: string[] } {
  const told: string[] = [];
  const losses = new Losses({
    some: () => told.push('some'),
    tooMuch: () => told.push('too much'),
  });
  return { losses, told };
}

describe('what a worker has lost', () => {
  it('is told with the first isolate, and is too much with the fourth, each once', () => {
    const { losses, told } = counted();
    losses.addIsolates(0);
    expect([told, losses.isAny]).toEqual([[], false]);
    for (let k = 0; k < 3; k++) losses.addIsolates(1);
    expect([told, losses.isAny]).toEqual([['some'], true]);
    for (let k = 0; k < 3; k++) losses.addIsolates(1);
    expect(told).toEqual(['some', 'too much']);
  });

  it('is too much with the first thread', () => {
    const { losses, told } = counted();
    losses.addThread();
    losses.addIsolates(1);
    expect(told).toEqual(['some', 'too much']);
  });
});
