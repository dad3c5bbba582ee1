import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkBacktest } from './backtest.js';
import { BACKTEST } from './backtest-shape.js';
import { readBars } from './data.js';
import type { BacktestOracle, IndicatorOracle } from './format.js';
import { checkIndicator } from './indicator.js';
import { INDICATOR } from './indicator-shape.js';
import { count, listOf, object } from './shape.js';
import { Difference } from './tolerance.js';

/** Checks one oracle file, its CSV in `dataDirectory` (default: `data` beside the file's folder), and returns the first difference in words, on one line, or null; `tell` gets what was not checked of a file without one. */
export function checkOracle(
  file: string,
  dataDirectory?: string,
  tell: (note: string) => void = () => undefined,
): string | null {
  try {
    check(file, dataDirectory ?? join(dirname(file), '..', 'data'), tell);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/call stack/.test(message)) return 'it is nested too deeply';
    return message.replace(/[\s\p{Cc}]+/gu, ' ');
  }
}

function check(file: string, data: string, tell: (note: string) => void): void {
  const oracle = readJson(file);
  object('the file', oracle);
  const fields = oracle as object;
  if ('cases' in fields) {
    INDICATOR('', oracle);
    const indicator = oracle as IndicatorOracle;
    const bars = readBars(join(data, csvOf(indicator.data)));
    checkIndicator(indicator, bars, sampledBars(indicator, dirname(file), bars.time.length));
  } else if ('actions' in fields || 'trades' in fields || 'config' in fields) {
    BACKTEST('', oracle);
    const backtest = oracle as BacktestOracle;
    const isKnown = checkBacktest(backtest, readBars(join(data, csvOf(backtest.data))));
    if (isKnown) return;
    tell(`${file}: the strategy ${backtest.strategy} is not known here; its actions were replayed`);
  } else {
    throw new Difference('it is neither a backtest nor an indicator oracle');
  }
}

function readJson(path: string): unknown {
  const source = readFileSync(path, 'utf8');
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new Difference(`it is no JSON (${error instanceof Error ? error.message : 'broken'})`);
  }
}

// The name of the file may be followed by words about it.
function csvOf(data: string): string {
  return data.split(' ')[0];
}

// The bars that are sampled: those of the index beside the oracle, else the first 250, then every eighth, and the last ten.
function sampledBars(
  { index_file: name = '_index.json' }: IndicatorOracle,
  folder: string,
  length: number,
): number[] {
  const path = join(folder, name);
  if (existsSync(path)) {
    const { index } = readJson(path) as { index: unknown };
    listOf(count)(`${name}: index`, index);
    return index as number[];
  }
  const bars = Array.from({ length }, (_, bar) => bar);
  return bars.filter((bar) => bar < 250 || (bar - 250) % 8 === 0 || bar >= length - 10);
}
