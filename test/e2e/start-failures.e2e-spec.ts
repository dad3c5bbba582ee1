import { describe, expect, it } from '@jest/globals';
import { secrets } from '../support/environment.js';
import { runNode } from '../support/processes.js';

const NO_DATABASE =
  'DATABASE_URL is not set; set it, or run "npm start", which brings its own PostgreSQL.';

describe.each(['api', 'worker'])('a start of the %s that fails', (name) => {
  const outputWith = async (env: NodeJS.ProcessEnv) => {
    const started = runNode(`dist/apps/${name}/src/main.js`, env);
    const { message } = await started.then(
      () => new Error('It started.'),
      (error: Error) => error,
    );
    return message.split('\n').slice(1).filter(Boolean);
  };

  it('says in one line that DATABASE_URL is missing', async () => {
    expect(await outputWith({})).toEqual([`${name}: ${NO_DATABASE}`]);
  });

  it('says in one line where no database answers, without its password', async () => {
    const DATABASE_URL = 'postgres://user:hidden@127.0.0.1:1/barline';
    const reason = 'connect ECONNREFUSED 127.0.0.1:1';
    expect(await outputWith({ ...secrets, DATABASE_URL, NODE_ENV: 'production' })).toEqual([
      `${name}: No connection to DATABASE_URL at 127.0.0.1:1: ${reason}.`,
    ]);
  });
});
