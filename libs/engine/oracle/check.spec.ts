import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkOracle } from './check.js';
import { TINY, TINY_CSV } from './fixtures/tiny.js';
import type { BacktestOracle } from './format.js';
import { main } from './main.js';

type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'oracle-'));
  mkdirSync(join(directory, 'data'));
  mkdirSync(join(directory, 'backtests'));
  writeFileSync(join(directory, 'data', 'tiny.csv'), TINY_CSV);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function noNotes(note: string): void {
  throw new Error(note);
}

/** The first difference of a file that holds the text. */
function checked(text: string): string | null {
  const file = join(directory, 'backtests', 'file.json');
  writeFileSync(file, text);
  return checkOracle(file);
}

/** The first difference of the small oracle after a change. */
function changed(change: (oracle: BacktestOracle) => void): string | null {
  const oracle = structuredClone(TINY);
  change(oracle);
  return checked(JSON.stringify(oracle));
}

/** The small oracle with one value set. */
function withValue(path: Path, value: unknown): string {
  const oracle = structuredClone(TINY);
  let at = oracle as unknown as Tree;
  for (const key of path.slice(0, -1)) at = at[key] as Tree;
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(oracle);
}

function leaves(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, each]) =>
    leaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

describe('a small oracle by another program', () => {
  it('is reproduced by replay and by strategy', () => {
    expect(checked(JSON.stringify(TINY))).toBeNull();
  });

  it('differs by any number in it, even in its sixth digit', () => {
    const kept = leaves(TINY).filter(({ path, value }) => {
      if (typeof value !== 'number') return false;
      // A little more margin, spread or fee need not change a unit.
      const step = path[0] === 'config' ? 0.2 * value : Number.isInteger(value) ? 1 : 1e-6 * value;
      return checked(withValue(path, value + (step || 1))) === null;
    });
    expect(kept).toEqual([]);
  });

  it('differs by any null that becomes a number, and by any number that becomes null', () => {
    const kept = leaves(TINY).filter(({ path, value }) => {
      if (typeof value === 'string' || typeof value === 'boolean') return false;
      return checked(withValue(path, value === null ? 1.01 : null)) === null;
    });
    expect(kept).toEqual([]);
  });

  it('differs by any text but the names', () => {
    const kept = leaves(TINY).filter(({ path, value }) => {
      return typeof value === 'string' && checked(withValue(path, `${value}x`)) === null;
    });
    expect(kept.map(({ path }) => path)).toEqual([['name'], ['strategy']]);
  });

  it('differs by any entry more or less in its lists', () => {
    const lists = Object.entries(TINY).flatMap(([name, value]) =>
      Array.isArray(value) && value.length > 0 ? [{ name, list: value as unknown[] }] : [],
    );
    for (const { name, list } of lists) {
      expect(checked(withValue([name], list.slice(0, -1)))).not.toBeNull();
      expect(checked(withValue([name], [...list, list.at(-1)]))).not.toBeNull();
    }
    expect(lists.length).toBe(6);
  });

  it('is reproduced by replay alone where its strategy or a parameter of it is not known', () => {
    expect(changed((oracle) => (oracle.strategy = 'Mystery'))).toBeNull();
    expect(changed((oracle) => (oracle.strategy_params.beta = 2))).toBeNull();
    expect(changed((oracle) => (oracle.strategy_params.hold = 3))).toMatch(
      /^by strategy StopEntry: /,
    );
  });
});

describe('a file that is no oracle', () => {
  it.each([
    ['no JSON', '{"trades": [\n1,\n', /^it is no JSON \([^\n]*\)$/],
    ['an empty file', '', /^it is no JSON/],
    ['a list', '[]', /^the file is \[\], not an object$/],
    ['some other object', '{}', /^it is neither a backtest nor an indicator oracle$/],
    [
      'an indicator without a case',
      '{"name": "SMA", "data": "tiny.csv", "inputs": ["close"], "cases": []}',
      /^cases is empty/,
    ],
    ['half an indicator', '{"cases": []}', /^name is missing$/],
  ])('is told from one: %s', (_, text, message) => {
    expect(checked(text)).toMatch(message);
  });

  it.each<[string, Path, unknown, string]>([
    ['a trade without a profit', ['trades', 0, 'pnl'], undefined, 'trades[0].pnl is missing'],
    ['a size in words', ['trades', 1, 'size'], 'ten', 'trades[1].size is "ten", not a number'],
    ['trades that are no list', ['trades'], {}, 'trades is {}, not a list'],
    ['a field too many', ['config', 'leverage'], 2, 'config.leverage is an unknown field'],
    ['another field too many', ['weather'], 'fine', 'weather is an unknown field'],
    ['an unknown call', ['actions', 0, 1], 'hold', 'actions[0] calls hold'],
    [
      'an argument too many',
      ['actions', 0, 2, 'oco'],
      1,
      'actions[0] (buy).oco is an unknown field',
    ],
    ['an argument too few', ['actions', 2, 2], {}, 'actions[2] (order.cancel).order is missing'],
    ['half an action', ['actions', 0], [4], 'actions[0] is not a bar, a call and its arguments'],
    [
      'a fee of three parts',
      ['config', 'commission'],
      [1, 2, 3],
      'config.commission has 3 numbers',
    ],
    ['a fee in words', ['config', 'commission'], 'callable: free', 'config: commission is no expr'],
    ['impossible leverage', ['config', 'margin'], 2, 'config: leverage must be'],
    ['unknown data', ['data'], 'gold.csv', 'there is no data file'],
    ['a made-up statistic', ['stats', 'Luck'], 7, 'stats has no Luck'],
    ['a statistic too few', ['stats', 'SQN'], undefined, 'stats.SQN is missing'],
    ['a duration without its end', ['stats', 'Duration'], 29, 'stats.Duration is 2505600, want 29'],
    ['an unknown warning', ['warnings', 'storm'], 1, 'warnings.storm is 0, want 1'],
  ])('is told what is wrong with it: %s', (_, path, value, message) => {
    const difference = checked(withValue(path, value)) ?? '';
    expect(difference.slice(0, message.length)).toBe(message);
  });

  it('is told of an action that cannot be done or is never reached', () => {
    expect(changed(({ actions }) => (actions[3][2].trade = 4))).toBe(
      'actions[3] (trade.close at bar 11) is not possible: there is no open trade 4',
    );
    expect(changed(({ actions }) => (actions[3][2].portion = 2))).toMatch(
      /the portion must be above 0/,
    );
    expect(changed(({ actions }) => (actions[0][2].sl = 60))).toMatch(
      /^actions\[0] \(buy at bar 4\) is not possible: buy: sl 60, entry .* are not in order\.$/,
    );
    expect(changed(({ actions }) => actions.push([30, 'position.close', { portion: 1 }]))).toBe(
      'actions[12] (position.close at bar 30) is never reached',
    );
  });
});

describe('the data of an oracle', () => {
  const name = () => join(directory, 'data', 'tiny.csv');
  const original = JSON.stringify(TINY);

  it.each([
    ['quotes, another order of columns and times of day', (csv: string) => reordered(csv)],
    ['Windows line ends', (csv: string) => csv.replaceAll('\n', '\r\n')],
  ])('may have %s', (_, change) => {
    writeFileSync(name(), change(TINY_CSV));
    expect(checked(original)).toBeNull();
    writeFileSync(name(), TINY_CSV);
  });

  it.each([
    ['a column less', (csv: string) => csv.replace('Low', 'Floor'), 'has no column low'],
    ['a bad line', (csv: string) => csv.replace(',50.8,', ',,'), 'line 2: 2024-01-01,,51.6'],
    ['a bar less', (csv: string) => csv.replace(/.*\n$/, ''), 'bars is 21, want 22'],
  ])('must not have %s', (_, change, message) => {
    writeFileSync(name(), change(TINY_CSV));
    expect(checked(original)).toContain(message);
    writeFileSync(name(), TINY_CSV);
  });

  function reordered(csv: string): string {
    const [, ...lines] = csv.trim().split('\n');
    const rows = lines.map((line) => {
      const [time, open, high, low, close] = line.split(',');
      return `"${time} 00:00:00+00:00",${close},${low},${high},"${open}"`;
    });
    return ['Date,close,low,high,open', ...rows].join('\n');
  }
});

describe('the command', () => {
  it('prints a line for each file and fails when one differs', () => {
    const lines: string[] = [];
    const good = join(directory, 'backtests', 'good.json');
    writeFileSync(good, JSON.stringify(TINY));
    const code = main([good, 'nowhere.json'], (line) => lines.push(line), noNotes);
    expect(code).toBe(1);
    expect(lines).toEqual([`${good} ok\n`, 'nowhere.json differs: there is no such file\n']);
  });

  it('says beside the lines where only the actions of an unknown strategy were replayed', () => {
    const lines: string[] = [];
    const notes: string[] = [];
    const unknown = join(directory, 'backtests', 'unknown.json');
    writeFileSync(unknown, JSON.stringify({ ...TINY, strategy: 'NobodyKnows' }));
    expect(
      main(
        [unknown],
        (line) => lines.push(line),
        (note) => notes.push(note),
      ),
    ).toBe(0);
    expect(lines).toEqual([`${unknown} ok\n`]);
    expect(notes).toEqual([
      `${unknown}: the strategy NobodyKnows is not known here; its actions were replayed\n`,
    ]);
  });

  it('takes the folder of the data from anywhere on its line', () => {
    const elsewhere = join(directory, 'elsewhere.json');
    writeFileSync(elsewhere, JSON.stringify(TINY));
    const lines: string[] = [];
    expect(
      main(['--data', join(directory, 'data'), elsewhere], (line) => lines.push(line), noNotes),
    ).toBe(0);
    expect(main([elsewhere, '--data', directory], (line) => lines.push(line), noNotes)).toBe(1);
    expect(lines[1]).toContain('there is no data file');
  });

  it('explains itself when it is given no file', () => {
    const lines: string[] = [];
    expect(main([], (line) => lines.push(line), noNotes)).toBe(2);
    expect(lines[0]).toMatch(/^usage: /);
  });
});
