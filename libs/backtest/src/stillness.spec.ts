import { describe, expect, it } from '@jest/globals';
import { Stillness } from './stillness.js';

describe('user code', () => {
  it('is stuck when its beat stands still for longer than it may', () => {
    const stillness = new Stillness(1000);
    expect(stillness.isStuck(7, 0)).toBe(false);
    expect(stillness.isStuck(7, 1000)).toBe(false);
    expect(stillness.isStuck(7, 1001)).toBe(true);
  });

  it('is not stuck as long as it gets on, nor when none runs', () => {
    const stillness = new Stillness(1000);
    expect(stillness.isStuck(7, 0)).toBe(false);
    expect(stillness.isStuck(8, 5000)).toBe(false);
    expect(stillness.isStuck(null, 50_000)).toBe(false);
    expect(stillness.isStuck(null, 90_000)).toBe(false);
    expect(stillness.isStuck(8, 90_001)).toBe(false);
  });
});
