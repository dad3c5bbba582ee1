import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from './page-cursor.js';

const CURSOR = { query: '1:1m:0:9:10', version: 3, total: 25, page: 2, afterMs: -60_000 };

describe('cursors', () => {
  it('give back what they remember to the query that made them', () => {
    expect(decodeCursor(encodeCursor(CURSOR), CURSOR.query)).toEqual(CURSOR);
  });

  it('serve no other query', () => {
    expect(decodeCursor(encodeCursor(CURSOR), '1:1m:0:9:11')).toBeUndefined();
  });

  it.each(['', 'x', '!!', 'bnVsbA', Buffer.from('["1:1m:0:9:10",1,2,3]').toString('base64url')])(
    'do not come from %p',
    (cursor) => expect(decodeCursor(cursor, CURSOR.query)).toBeUndefined(),
  );

  it('refuse numbers that are none', () => {
    const forged = Buffer.from(JSON.stringify([CURSOR.query, 1, 2, 3, 1.5])).toString('base64url');
    expect(decodeCursor(forged, CURSOR.query)).toBeUndefined();
  });
});
