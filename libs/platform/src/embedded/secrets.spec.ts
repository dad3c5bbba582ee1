import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSettings } from '../env.js';
import { embeddedSecrets, whereThePasswordIs } from './secrets.js';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'barline-secrets-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the secrets of a home', () => {
  it('are generated once and kept in files for its user alone', () => {
    const first = embeddedSecrets(home, loadSettings({}));
    expect(embeddedSecrets(home, loadSettings({}))).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(3);
    const file = join(home, 'admin-password');
    expect(readFileSync(file, 'utf8')).toBe(`${first.ADMIN_PASSWORD}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(whereThePasswordIs(home)).toBe(`in ${file}`);
  });

  it('give way to those of the environment, which are not kept', () => {
    const settings = loadSettings({ ADMIN_PASSWORD: 'correct horse battery staple' });
    expect(embeddedSecrets(home, settings).ADMIN_PASSWORD).toBe('correct horse battery staple');
    expect(whereThePasswordIs(home)).toBe('ADMIN_PASSWORD, as it was at the first start');
  });
});
