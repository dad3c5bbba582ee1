import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EXIT_REASONS, ORDER_STATES, REASONS } from '../libs/engine/src/codes.js';
import {
  DEFAULT_CONFIG,
  defineStrategy,
  runBacktest,
  syntheticBars,
} from '../libs/engine/src/index.js';
import { KNOWN_OPTIONS } from '../libs/engine/src/order-options.js';

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
      (line) =>
        !line.includes('.spec.ts') &&
        !/^\| (Rule|Decision|Name|State of|Reason of|Exit reason|Warning) /.test(line),
    );
    expect(rows.length).toBeGreaterThan(90);
    expect(bare).toEqual([]);
  });
});

/** The names in the first column of the table that has this heading. */
function tableOf(heading: string): string[] {
  const [, table = ''] = page.split(new RegExp(`^\\| ${heading} .*\\n\\|[ -|]*\\n`, 'm'));
  const rows = table.slice(0, table.search(/^$/m)).split('\n');
  return rows.flatMap((row) => row.split('|')[1]?.match(/[a-z]\w+/g) ?? []);
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].filter((name) => name !== '').toSorted();
}

describe('the tables of docs/engine.md', () => {
  it('have every statistic', () => {
    const data = [{ symbol: 'X', timeframe: '1d' as const, bars: syntheticBars(50, '1d', 1) }];
    const result = runBacktest({ strategy: defineStrategy({ name: 'idle', next() {} }), data });
    const names = result.stopped ? [] : Object.keys(result.statistics);
    expect(sorted(tableOf('Name'))).toEqual(sorted(names));
  });

  it('have every code', () => {
    expect(sorted(tableOf('State of an order'))).toEqual(sorted(ORDER_STATES));
    expect(sorted(tableOf('Reason of an order'))).toEqual(sorted(REASONS));
    expect(sorted(tableOf('Exit reason of a trade'))).toEqual(sorted(EXIT_REASONS));
  });

  it('have every warning', () => {
    const files = globSync('libs/engine/src/**/*.ts', { cwd: root });
    const codes = files
      .filter((file) => !file.endsWith('.spec.ts'))
      .map((file) => readFileSync(resolve(root, file), 'utf8'))
      .flatMap((source) => [...source.matchAll(/(?:\.warn|^ +add)\(\s*'([a-z_]+)',/gm)])
      .map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(8);
    expect(sorted(tableOf('Warning'))).toEqual(sorted(codes));
  });
});

describe('the README of the engine', () => {
  const readme = readFileSync(resolve(root, 'libs/engine/README.md'), 'utf8');

  it('tells every option of an order and every key of a run', () => {
    const told = new Set([...readme.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const names = [...KNOWN_OPTIONS, ...Object.keys(DEFAULT_CONFIG)];
    expect(names.filter((name) => !told.has(name))).toEqual([]);
  });
});
