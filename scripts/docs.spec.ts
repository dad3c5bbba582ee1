import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { format } from 'prettier';
import { envExample, errorsOf, errorsPage, settingsPage, strategiesPage } from './docs.js';

const root = resolve(import.meta.dirname, '..');
const markdown = { parser: 'markdown' };

function page(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}

describe('the pages written from the code', () => {
  it('list every setting', async () => {
    expect(page('docs/settings.md')).toBe(await format(settingsPage(), markdown));
    expect(page('.env.example')).toBe(envExample());
  });

  it('show every built-in strategy', async () => {
    expect(page('docs/strategies.md')).toBe(await format(strategiesPage(), markdown));
  });

  it('list every error code of every lib', async () => {
    const files = globSync('{libs,apps}/**/*.errors.ts', { cwd: root });
    expect(files.length).toBeGreaterThan(2);
    const modules: object[] = await Promise.all(files.map((file) => import(resolve(root, file))));
    const errors = modules.flatMap(errorsOf);
    const codes = errors.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(page('docs/errors.md')).toBe(await format(errorsPage(errors), markdown));
  });
});
