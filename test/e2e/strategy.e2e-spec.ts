import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtIns } from '@app/strategy/builtin';
import { type TestApp, startApp } from '../support/app.js';
import type { Session } from '../support/session.js';

const BUILT_INS = [...builtIns.keys()].toSorted();

describe('strategies', () => {
  let app: TestApp;
  let viewer: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 1 });
    viewer = await app.session('viewer');
  });

  afterAll(() => app.close());

  it('are listed by name, with the JSON Schemas of their params', async () => {
    const { status, body } = await viewer.get('/strategy');
    expect(status).toBe(200);
    expect(body.data.items.map(({ name }: { name: string }) => name)).toEqual(BUILT_INS);
    const cross = body.data.items.find(({ name }: { name: string }) => name === 'sma-cross');
    const schema = cross.params_schema;
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.properties.fast).toMatchObject({ type: 'integer', default: 10, minimum: 2 });
    expect(body.data.items.every((item: object) => !('source' in item))).toBe(true);
  });

  it('page', async () => {
    const { body } = await viewer.get('/strategy?page=2&page_size=10');
    expect(body.data).toMatchObject({ total: BUILT_INS.length, page: 2, pages: 2 });
    expect(body.data.items).toHaveLength(BUILT_INS.length - 10);
  });

  it('show their source, whose hash is theirs', async () => {
    const { body } = await viewer.get('/strategy/sma-cross');
    expect(body.data).toMatchObject({ name: 'sma-cross', version: 1, built_in: true });
    expect(body.data.source).toContain("from '@barline/engine'");
    const hash = createHash('sha256').update(body.data.source).digest('hex');
    expect(body.data.strategy_hash).toBe(hash);
  });

  it('have one version each, however many processes start', async () => {
    await app.startWorker();
    const { body } = await viewer.get('/strategy/rsi-reversal/versions');
    expect(body.data.total).toBe(1);
    expect(body.data.items[0]).toMatchObject({ version: 1 });
  });

  it('that are not there are 404, with the nearest name', async () => {
    for (const path of ['/strategy/sma-cros', '/strategy/sma-cros/versions']) {
      const { status, body } = await viewer.get(path);
      expect([status, body.error.code]).toEqual([404, 'strategy/not-found']);
      expect(body.message).toContain('sma-cross');
    }
  });

  it('need a login', async () => {
    expect((await app.anonymous().get('/strategy')).status).toBe(401);
  });
});
