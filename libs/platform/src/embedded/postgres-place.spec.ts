import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isRoot, ownerOf, systemAccount } from './account.js';
import { choosePlace } from './postgres-place.js';

let folder: string;
let home: string;
let lines: string[];
const log = (line: string) => void lines.push(line);
const asRoot = isRoot();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barline-place-'));
  home = join(folder, 'home');
  lines = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the place of the data', () => {
  it('is in the home, owned by a user that is not root', async () => {
    chmodSync(folder, 0o755);
    const { dataDir, account } = await choosePlace(home, log);
    expect(dataDir).toBe(join(home, 'postgres'));
    expect(account).toEqual(asRoot ? await systemAccount(log) : undefined);
    expect(statSync(home).mode & 0o777).toBe(asRoot ? 0o711 : 0o700);
  });

  it('is outside a home that the user postgres of a root cannot reach, one for each home', async () => {
    const homes = [home, join(folder, 'second')];
    const places = await Promise.all(homes.map((at) => choosePlace(at, log)));
    expect(new Set(places.map(({ dataDir }) => dataDir)).size).toBe(2);
    for (const { dataDir } of places) {
      expect(dataDir.startsWith(asRoot ? '/var/lib/barline/' : folder)).toBe(true);
    }
    expect(lines).toHaveLength(asRoot ? 2 : 0);
  });

  it('is where it was, and owned by a user that is not root even after a copy by root', async () => {
    const dataDir = join(home, 'postgres');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'PG_VERSION'), '18\n');
    const place = await choosePlace(home, log);
    expect(place).toEqual({ dataDir, account: asRoot ? await systemAccount(log) : undefined });
    if (asRoot) expect(ownerOf(dataDir)).toEqual(place.account);
  });
});
