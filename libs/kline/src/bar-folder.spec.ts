import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BAR_COLUMNS, type Bars, syntheticBars } from '@app/engine';
import type { BarFileKey } from './bar-file.js';
import { BarFolder } from './bar-folder.js';
import { sharedBars } from './shared-bars.js';

const KEY: BarFileKey = { seriesId: 7, version: 3, part: '1h:0:100:0', contentHash: '0101' };
const FILE_OF_100 = 24 + 28 + 4800;

const bytesOf = (bars: Bars | undefined) =>
  bars && BAR_COLUMNS.map((name) => Buffer.from(bars[name].slice().buffer).toString('hex'));

describe('a folder of bars', () => {
  let path: string;
  let folder: BarFolder;
  const bars = syntheticBars(100, '1h', 5);

  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'barline-folder-')), 'made');
    folder = new BarFolder(path, 1_000_000);
  });

  afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

  const only = () => join(path, readdirSync(path)[0]!);
  const has = async (key: Partial<BarFileKey>) =>
    (await folder.read({ ...KEY, ...key })) !== undefined;

  it('gives back what was written bit for bit, on shared memory', async () => {
    const strange = syntheticBars(100, '1h', 5);
    strange.volume.set([-0, 5e-324, NaN, 1e308, 0.1]);
    await folder.write(KEY, strange);
    const read = await folder.read(KEY);
    expect(bytesOf(read)).toEqual(bytesOf(strange));
    expect(Object.prototype.toString.call(read!.time.buffer)).toBe('[object SharedArrayBuffer]');
  });

  it('keeps no bars as well as many', async () => {
    await folder.write(KEY, sharedBars(0));
    expect((await folder.read(KEY))!.time).toHaveLength(0);
  });

  it('has nothing before anything was written, and nothing for another version, part or content', async () => {
    expect(await has({})).toBe(false);
    await folder.write(KEY, bars);
    expect(await has({})).toBe(true);
    expect(await has({ version: 4 })).toBe(false);
    expect(await has({ part: '1h:0:100:1' })).toBe(false);
    // The same numbers in another database.
    expect(await has({ contentHash: '0110' })).toBe(false);
  });

  it('takes no file that is cut, longer or broken in any byte, and replaces it', async () => {
    await folder.write(KEY, bars);
    const file = only();
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('cut', 'flip', 'grow'),
        async (at, mask, how) => {
          const broken = Buffer.from(whole);
          // These four bytes of the head are not used.
          if (how === 'flip' && at >= 20 && at < 24) return;
          broken[at]! ^= mask;
          const made = {
            cut: whole.subarray(0, at),
            flip: broken,
            grow: Buffer.concat([whole, broken.subarray(0, mask)]),
          };
          writeFileSync(file, made[how]);
          expect(await has({})).toBe(false);
        },
      ),
    );
    await folder.write(KEY, bars);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it('removes the older versions of a series, and writes none beside a newer one', async () => {
    await folder.write({ ...KEY, version: 1 }, bars);
    await folder.write({ ...KEY, version: 1, seriesId: 8 }, bars);
    await folder.write({ ...KEY, version: 2 }, bars);
    await folder.write({ ...KEY, version: 2, part: 'other' }, bars);
    await folder.write({ ...KEY, version: 1 }, bars);
    expect([
      await has({ version: 1 }),
      await has({ version: 2 }),
      await has({ version: 2, part: 'other' }),
      await has({ version: 1, seriesId: 8 }),
    ]).toEqual([false, true, true, true]);
  });

  it('stays within its size: those unused for longest go, and what is too large is not written', async () => {
    folder = new BarFolder(path, FILE_OF_100 * 2.5);
    await folder.write({ ...KEY, seriesId: 1 }, bars);
    await folder.write({ ...KEY, seriesId: 2 }, bars);
    for (const name of readdirSync(path)) utimesSync(join(path, name), 1000, 1000);
    expect(await has({ seriesId: 1 })).toBe(true);
    await folder.write({ ...KEY, seriesId: 3 }, bars);
    expect([
      await has({ seriesId: 1 }),
      await has({ seriesId: 2 }),
      await has({ seriesId: 3 }),
    ]).toEqual([true, false, true]);
    await folder.write({ ...KEY, seriesId: 4 }, syntheticBars(300, '1h', 5));
    expect([await has({ seriesId: 4 }), await has({ seriesId: 1 })]).toEqual([false, true]);
  });

  it('leaves files that are not its own, and removes what a killed process left half written', async () => {
    await folder.write(KEY, bars);
    for (const name of ['notes.txt', 'old.tmp', 'new.tmp']) writeFileSync(join(path, name), 'x');
    utimesSync(join(path, 'old.tmp'), 1000, 1000);
    await folder.write({ ...KEY, seriesId: 8 }, bars);
    const left = readdirSync(path).filter((name) => !name.endsWith('.bars'));
    expect(left.toSorted()).toEqual(['new.tmp', 'notes.txt']);
  });

  it('serves many who write and read at once', async () => {
    const other = new BarFolder(path, FILE_OF_100 * 3);
    const versions = Array.from({ length: 40 }, (_, version) => ({ ...KEY, version }));
    const contents = versions.map(({ version }) => {
      const made = syntheticBars(100, '1h', version + 1);
      return made;
    });
    await Promise.all(
      versions.flatMap((key, k) => [
        folder.write(key, contents[k]!),
        other.write({ ...key, part: 'other' }, contents[k]!),
        ...versions.slice(0, 10).map(async (asked, m) => {
          const read = await other.read(asked);
          if (read) expect(bytesOf(read)).toEqual(bytesOf(contents[m]));
        }),
      ]),
    );
    expect(readdirSync(path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
