import { describe, expect, it } from '@jest/globals';
import { parseTopic, runTopic } from './topic.js';

const ID = '5f0c2a9e-8d0b-4a55-9a3a-0f6f3c1f2b7d';

describe('topics', () => {
  it('name runs, imports and the system', () => {
    expect(parseTopic(runTopic(ID))).toEqual({ kind: 'run', name: runTopic(ID), id: ID });
    expect(parseTopic(`data_import_${ID}`)).toMatchObject({ kind: 'import', id: ID });
    expect(parseTopic('system_monitor')).toEqual({ kind: 'system', name: 'system_monitor' });
  });

  it('keep the name as it was written, and know the id in any case', () => {
    const name = runTopic(ID.toUpperCase());
    expect(parseTopic(name)).toEqual({ kind: 'run', name, id: ID });
  });

  it.each(['', 'system', 'system_monitor ', `backtest_progress_`, `backtest_${ID}`, `${ID}`])(
    'are not "%s"',
    (name) => {
      expect(parseTopic(name)).toBeUndefined();
    },
  );

  it.each([`x${runTopic(ID)}`, `${runTopic(ID)}x`, `${runTopic(ID)}\n`])(
    'are nothing around a good name: %j',
    (name) => {
      expect(parseTopic(name)).toBeUndefined();
    },
  );
});
