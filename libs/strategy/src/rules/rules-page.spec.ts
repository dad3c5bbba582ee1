import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { orderRows, runBacktest, syntheticBars, tradeRows } from '@barline/engine';
import { parseRules } from './parse-rules.js';
import type { Rules } from './rules.js';
import { rulesSchema } from './rules-schema.js';
import { rulesStrategy } from './rules-strategy.js';
import { indicators } from './words.js';

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/rules.md'), 'utf8');

const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]): [string, unknown] => {
  const value: unknown = JSON.parse(text);
  return [(value as Rules).name, value];
});

function rowsOf(heading: string): string[][] {
  const [section] = page.slice(page.indexOf(`\n## ${heading}\n`) + 4).split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/rules.md', () => {
  it('has examples', () => {
    expect(examples).toHaveLength(5);
  });

  it.each(examples)('has in "%s" an example that trades', (_name, value) => {
    const parsed = parseRules(value);
    expect(parsed).toEqual({ rules: value });
    const bars = syntheticBars(3000, '1h', 11);
    const strategy = rulesStrategy(value as Rules);
    const data = [{ symbol: 'X', timeframe: '1h' as const, bars }];
    const outcome = runBacktest({ strategy, data, config: { commission: 0.001 } });
    if (outcome.stopped) throw new Error('stopped');
    expect([...tradeRows(outcome.trades)].length).toBeGreaterThan(5);
    const states = new Set([...orderRows(outcome.orders)].map(({ status }) => status));
    expect(states).not.toContain('rejected');
  });

  it('names every part of rules', () => {
    const parts = rowsOf('Parts').map(([name]) => name.replaceAll('`', ''));
    const known = Object.keys((rulesSchema as { properties: object }).properties);
    expect([...parts, '$schema', 'description'].toSorted()).toEqual(known.toSorted());
  });

  it('lists every indicator with inputs, params and outputs', () => {
    const rows = [...indicators].map(([name, { inputs, params, outputs }]) => [
      `\`${name}\``,
      inputs.join(', '),
      params.map((param) => `${param.name} ${param.default}`).join(', '),
      outputs.length === 1 ? '' : outputs.join(', '),
    ]);
    expect(rowsOf('Indicators')).toEqual(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
});
