import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandError } from './command-error.js';
import { writeOut } from './output.js';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('a');
  throw new CommandError('The server is gone.');
}

describe('writeOut', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'barline-output-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('replaces a file, and keeps who may read it', async () => {
    await writeFile(at('x.csv'), 'old', { mode: 0o600 });
    await writeOut(pieces('a', 'b'), at('x.csv'));
    expect(await readFile(at('x.csv'), 'utf8')).toBe('ab');
    expect((await stat(at('x.csv'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['x.csv']);
  });

  it.each([
    ['is there', ['target.csv']],
    ['is not there yet', []],
  ])('follows a link to a target that %s', async (_, there) => {
    for (const name of there) await writeFile(at(name), 'old');
    await symlink('target.csv', at('between.csv'));
    await symlink(at('between.csv'), at('link.csv'));
    await writeOut(pieces('new'), at('link.csv'));
    expect((await lstat(at('link.csv'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('target.csv'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['between.csv', 'link.csv', 'target.csv']);
  });

  it('refuses a link that leads to itself', async () => {
    await symlink(at('a'), at('b'));
    await symlink(at('b'), at('a'));
    await expect(writeOut(pieces('new'), at('a'))).rejects.toThrow(
      /^\S+\/a was not written: ELOOP/,
    );
  });

  it('writes straight to a named pipe', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const read = readFile(at('pipe'), 'utf8');
    await writeOut(pieces('a', 'b'), at('pipe'));
    expect(await read).toBe('ab');
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true);
  });

  it('leaves what was there, and no part, when what comes breaks off', async () => {
    await writeFile(at('x.csv'), 'old');
    await expect(writeOut(broken(), at('x.csv'))).rejects.toThrow('The server is gone.');
    expect(readFileSync(at('x.csv'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['x.csv']);
  });

  it.each([
    ['/dev/full', /^\/dev\/full was not written: ENOSPC.* Make room, or write to another file\.$/],
    ['.', /^\. was not written: it is a folder\./],
  ])('says in one line why %s was not written', async (path, message) => {
    await expect(writeOut(pieces('a'), path)).rejects.toThrow(message);
  });
});
