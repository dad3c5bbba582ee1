import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { AppError, platformErrors } from '@app/platform';
import { Connection, type OpenSocket } from './connection.js';

const ACTOR = { id: '1', username: 'trader', role: 'trader' } as const;

const open = (language: 'en' | 'zh' = 'en') => {
  const transport = new EventEmitter();
  const sent: unknown[][] = [];
  const socket = {
    id: 'a',
    disconnected: false,
    conn: transport,
    emit: (...event: unknown[]) => sent.push(event) > 0,
    disconnect: () => sent.push(['disconnect']),
  };
  const connection = new Connection(socket as OpenSocket & typeof socket, ACTOR, language);
  return { connection, transport, sent };
};

describe('a connection', () => {
  it('is behind when thousands of packets wait for its client, and not once they are taken', () => {
    const { connection, transport } = open();
    for (let i = 0; i < 4095; i++) transport.emit('packetCreate');
    expect(connection.isBehind).toBe(false);
    transport.emit('packetCreate');
    expect(connection.isBehind).toBe(true);
    transport.emit('flush');
    expect(connection.isBehind).toBe(false);
  });

  it('says why it closes, in the language of its client', () => {
    const { connection, sent } = open('zh');
    connection.close(new AppError(platformErrors['server/unavailable']));
    const message = platformErrors['server/unavailable'].message.zh;
    expect(sent).toEqual([['error', { code: 'server/unavailable', message }], ['disconnect']]);
  });

  it('ends all that it watches', () => {
    const { connection } = open();
    let ended = 0;
    for (const topic of ['a', 'b']) {
      connection.topics.set(topic, { lastSeq: () => 0, end: () => (ended += 1) });
    }
    connection.endTopics();
    expect([ended, connection.topics.size]).toEqual([2, 0]);
  });
});
