import { describe, expect, it } from '@jest/globals';
import { freePort } from '../embedded/port.js';
import { connect } from './connect.js';

describe('connecting to a database that is not there', () => {
  it.each(['127.0.0.1', 'localhost'])('fails in one line that names %s', async (host) => {
    const place = `${host}:${await freePort()}`;
    const url = `postgres://user:hidden@${place}/barline`;
    const error = await connect({ type: 'postgres', url }, 0).catch((thrown: unknown) => thrown);
    const { message } = error as Error;
    expect(message).toContain(`No connection to DATABASE_URL at ${place}: `);
    expect(message).toContain('ECONNREFUSED');
    expect(message).not.toMatch(/hidden|\n/);
  });
});
