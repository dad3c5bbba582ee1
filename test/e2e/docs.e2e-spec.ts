import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';

describe('the API documents', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { DEBUG: 'true' } });
  });

  afterAll(() => app.close());

  const get = (path: string) => fetch(`${app.url}${path}`);
  const policyOf = async (path: string) => (await get(path)).headers.get('content-security-policy');

  it.each(['/docs', '/redoc'])('serve %s with nothing from elsewhere', async (path) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    const sources = [...html.matchAll(/(?:src|href)=['"]([^'"]+)['"]/g)].map(([, url]) => url!);
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources) {
      const url = new URL(source, `${app.url}${path}`);
      expect(url.origin).toBe(app.url);
      const asset = await fetch(url);
      expect([source, asset.status]).toEqual([source, 200]);
    }
  });

  it('loosen the content security policy of their own pages only', async () => {
    expect(await policyOf('/redoc')).toContain('worker-src blob:');
    expect(await policyOf('/health')).not.toContain('blob:');
  });

  it('are the ones kept in the repository', async () => {
    const served = await (await get('/docs/openapi.json')).json();
    expect(served).toEqual(JSON.parse(await readFile('docs/openapi.json', 'utf8')));
  });
});

describe('the API documents of a production server', () => {
  it('are not served', async () => {
    const app = await startApp({ workers: 0, env: { DEBUG: 'false', BARLINE_EMBEDDED: '0' } });
    try {
      for (const path of ['/docs', '/redoc', '/docs/openapi.json']) {
        expect((await fetch(`${app.url}${path}`)).status).toBe(404);
      }
    } finally {
      await app.close();
    }
  });
});
