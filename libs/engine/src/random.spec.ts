import { describe, expect, it } from '@jest/globals';
import { Random } from './random.js';

describe('Random', () => {
  it('gives the same stream for the same seed and name, and another for any other', () => {
    const draw = (seed: number, name: string) => {
      const random = new Random(seed, name);
      return Array.from({ length: 5 }, () => random.nextInt());
    };
    expect(draw(7, 'A')).toEqual(draw(7, 'A'));
    expect(draw(7, 'A')).not.toEqual(draw(8, 'A'));
    expect(draw(7, 'A')).not.toEqual(draw(7, 'B'));
  });

  it('never changes: these are its first numbers for seed 1', () => {
    const random = new Random(1);
    expect([random.nextInt(), random.nextInt(), random.nextInt()]).toEqual(FIRST);
  });

  it('spreads evenly over [0, 1)', () => {
    const random = new Random(42, 'even');
    const bins = new Uint32Array(10);
    for (let k = 0; k < 100_000; k++) bins[Math.floor(random.next() * 10)]++;
    for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

const FIRST = [3_418_314_571, 285_456_276, 1_303_712_619];
