import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { redisUrl } from '../support/environment.js';

describe(`a second api ${redisUrl ? 'on Redis' : 'without Redis'}`, () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
  });

  afterAll(() => app.close());

  it(redisUrl ? 'starts beside the first' : 'refuses to start beside the first', async () => {
    const second = app.startApi().then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(await second).toMatch(redisUrl ? /^started$/ : /Another api already runs.*REDIS_URL/s);
  });

  it('starts once the first is gone', async () => {
    app.apis[0]!.child.kill('SIGKILL');
    await app.apis[0]!.ended;
    await app.startApi();
    expect((await fetch(`${app.url}/health`)).status).toBe(200);
  });
});
