import { describe, expect, it } from '@jest/globals';
import { RowOrder } from './row-order.js';

const orderOf = (batches: number[][], after?: number) => {
  const order = new RowOrder(after);
  for (const times of batches) order.add(Float64Array.from([...times, 0]), times.length);
  return order;
};

describe('RowOrder', () => {
  it.each([
    ['ascending', [[1, 2], [3]]],
    ['descending', [[3, 2], [1]]],
    ['mixed', [[1, 2], [2]]],
    ['mixed', [[3, 2], [2]]],
    ['mixed', [[1, 3], [2]]],
    ['ascending', [[5]]],
    ['ascending', []],
  ])('calls times %s that stand as %j', (order, batches) => {
    expect(orderOf(batches).order).toBe(order);
  });

  it('rises only after the time that it is given', () => {
    expect(orderOf([[6, 7]], 5).order).toBe('ascending');
    expect(orderOf([[5, 6]], 5).order).not.toBe('ascending');
  });

  it.each([
    [0, [[1, 2], [3]]],
    [0, [[3, 2], [1]]],
    [0, [[1, 2], [2]]],
    [
      1,
      [
        [1, 2, 3, 9],
        [4, 5],
      ],
    ],
    [
      1,
      [
        [9, 8, 10],
        [7, 6],
      ],
    ],
  ])('counts %d rows out of order among %j', (count, batches) => {
    expect(orderOf(batches).outOfOrder).toBe(count);
  });

  it('counts the rows, and tells the first and the last', () => {
    expect(orderOf([[1000, 2000], [3000]]).extent()).toEqual({
      count: 3,
      first: new Date(1000),
      last: new Date(3000),
    });
    expect(orderOf([]).extent()).toEqual({ count: 0, first: null, last: null });
  });
});
