import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';

const PROBES = ['/health', '/health/live', '/health/ready', '/metrics'];
const DEBUG = 20;
const INFO = 30;

describe.each([
  ['INFO', []],
  ['DEBUG', [DEBUG]],
])('the request log at %s', (LOG_LEVEL, levelsOfProbes) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { LOG_LEVEL, NODE_ENV: 'production' } });
  });

  afterAll(() => app?.close());

  const ask = async (path: string, id: string) => {
    const { status } = await fetch(`${app.url}${path}`, { headers: { 'X-Request-Id': id } });
    return status;
  };
  const linesOf = (id: string) =>
    app.apis[0]!.output()
      .split('\n')
      .filter((line) => line.includes(`"requestId":"${id}"`));
  const levelsOf = (id: string) =>
    linesOf(id).map((line) => (JSON.parse(line) as { level: number }).level);

  it('has one line for a request, at debug when a probe is content', async () => {
    for (const path of PROBES) expect(await ask(path, `of:${path.replaceAll('/', '-')}`)).toBe(200);
    await ask('/api/v1/auth/me', 'of:me');
    // Lines come in the order of the answers: once this one is there, so are all before it.
    await ask('/api/v1/auth/me', 'of:last');
    while (linesOf('of:last').length === 0) await once(app.apis[0]!.child.stdout!, 'data');
    for (const path of PROBES) {
      expect([path, levelsOf(`of:${path.replaceAll('/', '-')}`)]).toEqual([path, levelsOfProbes]);
    }
    expect(levelsOf('of:me')).toEqual([INFO]);
  });
});
