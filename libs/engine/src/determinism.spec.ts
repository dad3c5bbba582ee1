import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type BacktestInput,
  defineStrategy,
  type MarketData,
  Random,
  resultHash,
  runBacktest,
  syntheticBars,
} from './index.js';
import { finish, MONDAY } from './fixtures/play.js';

const bars = syntheticBars(200, '1d', 3, MONDAY);
const X: MarketData = { symbol: 'X', timeframe: '1d', bars };

const dice = defineStrategy({
  name: 'dice',
  init: ({ bars: { close }, indicator }) => ({ average: indicator.ema(close, 10) }),
  next({ average }, { random, buy, position, bars: { close }, log }) {
    if (random() < 0.2 && close.now > average.now) buy({ fraction: 0.1, trail_fraction: 0.02 });
    else if (random() < 0.1) log('close', { had: position.size });
  },
});

function hashOf(input: Partial<BacktestInput> = {}): string {
  const result = runBacktest({ strategy: dice, data: [X], ...input });
  if (result.stopped) throw new Error('The run was stopped.');
  return resultHash(result);
}

describe('the hash of a result', () => {
  it('is that of the same run, whatever ran before and whoever watches', () => {
    const first = hashOf();
    finish(defineStrategy({ name: 'other', next: (_, { sell }) => void sell({ size: 1 }) }), [X]);
    let clock = 0;
    const control = { progress() {}, now: () => (clock += 7), shouldStop: () => false };
    expect(hashOf({ control })).toBe(first);
    expect(hashOf()).toBe(first);
  });

  it('changes with the seed, the costs and a single price', () => {
    const close = bars.close.slice();
    close[150] *= 1 + 1e-15;
    const hashes = [
      hashOf(),
      hashOf({ config: { seed: 2 } }),
      hashOf({ config: { commission: 1e-9 } }),
      hashOf({ data: [{ ...X, bars: { ...bars, close } }] }),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('random', () => {
  it('is one stream a symbol, whatever the other symbols draw', () => {
    const drawn: Record<string, number[]> = { X: [], Y: [] };
    const strategy = defineStrategy({
      name: 'draws',
      next(_, { symbol, random }) {
        drawn[symbol].push(random());
        if (symbol === 'X') random();
      },
    });
    finish(strategy, [X, { ...X, symbol: 'Y' }], { seed: 9 });
    const stream = new Random(9, 'Y');
    expect(drawn.Y).toEqual(drawn.Y.map(() => stream.next()));
    expect(drawn.X).not.toEqual(drawn.Y);
  });
});

describe('the source of the engine', () => {
  it('uses only arithmetic that every machine does alike', () => {
    const folder = resolve(import.meta.dirname);
    const exact = /^(abs|ceil|floor|imul|max|min|round|sqrt|trunc|[A-Z0-9_]+)$/;
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .flatMap((file) => {
        const code = readFileSync(resolve(folder, file), 'utf8').replace(
          /\/\*[^]*?\*\/|\/\/.*/g,
          '',
        );
        const names = [...code.matchAll(/\bMath\.(\w+)/g)].map(([, name]) => name);
        const other = names.filter((name) => !exact.test(name));
        return [...other, ...(/\*\*/.test(code) ? ['**'] : [])].map((name) => `${file}: ${name}`);
      });
    expect(found).toEqual([]);
  });
});
