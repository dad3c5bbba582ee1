import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(resolve(root, 'docs/engine.md'), 'utf8');

/** The tests that the page names: a file and the sentences that follow it. */
const named = [...page.matchAll(/`([\w/-]+\.spec\.ts)`(?:: ((?:"[^"]+"(?:, )?)+))?/g)].map(
  ([, file, sentences = '']) => ({
    file: resolve(root, 'libs/engine', file),
    sentences: [...sentences.matchAll(/"([^"]+)"/g)].map(([, sentence]) => sentence),
  }),
);

function testsOf(file: string): Set<string> {
  const source = readFileSync(file, 'utf8');
  return new Set(
    [...source.matchAll(/\bit\(\s*(['"`])(.+?)\1,/g)].map(([, , sentence]) => sentence),
  );
}

describe('docs/engine.md', () => {
  it('names files that exist', () => {
    expect(named.length).toBeGreaterThan(100);
    expect(named.map(({ file }) => file).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = named.flatMap(({ file, sentences }) => {
      const tests = testsOf(file);
      return sentences.filter((sentence) => !tests.has(sentence)).map((each) => `${file}: ${each}`);
    });
    expect(missing).toEqual([]);
  });

  it('gives every rule a proof', () => {
    const rows = page.split('\n').filter((line) => /^\| [A-Z0-9`]/.test(line));
    const bare = rows.filter(
      (line) => !line.includes('.spec.ts') && !/^\| (Rule|Decision) /.test(line),
    );
    expect(rows.length).toBeGreaterThan(90);
    expect(bare).toEqual([]);
  });
});
