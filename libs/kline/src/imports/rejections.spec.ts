import { describe, expect, it } from '@jest/globals';
import { MOST_LISTED, Rejections } from './rejections.js';

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ line: from + i, reason: 'x', text: '' }));

describe('Rejections', () => {
  it('lists rows in the order of the file, whenever they came', () => {
    const rejections = new Rejections();
    rejections.add(rows(7, 2));
    rejections.add(rows(1, 2));
    expect(rejections.inOrder().map(({ line }) => line)).toEqual([1, 2, 7, 8]);
    expect(rejections.count).toBe(4);
  });

  it('knows the reason of most rows, of those too that are not listed', () => {
    const rejections = new Rejections();
    expect(rejections.commonest).toBeNull();
    rejections.add(rows(1, 2));
    rejections.add([{ line: 3, reason: 'y', text: '' }]);
    expect(rejections.commonest).toBe('x');
    rejections.addUnlisted('y', 2);
    expect([rejections.commonest, rejections.count]).toEqual(['y', 5]);
  });

  it('counts those that it lists no more', () => {
    const rejections = new Rejections();
    rejections.add(rows(1, MOST_LISTED - 1));
    rejections.add(rows(MOST_LISTED, 5));
    expect(rejections.count).toBe(MOST_LISTED + 4);
    expect(rejections.inOrder()).toHaveLength(MOST_LISTED);
    expect(rejections.inOrder().at(-1)?.line).toBe(MOST_LISTED);
  });
});
