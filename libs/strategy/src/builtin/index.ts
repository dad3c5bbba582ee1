import { readFileSync } from 'node:fs';
import type { Strategy } from '@app/engine';
import buyAndHold from './buy-and-hold.js';
import donchianBreakout from './donchian-breakout.js';
import rsiReversal from './rsi-reversal.js';
import smaCross from './sma-cross.js';

/** Lists the strategies that come with Barline, by name. */
export const builtIns: ReadonlyMap<string, Strategy> = new Map(
  [buyAndHold, donchianBreakout, rsiReversal, smaCross].map((strategy) => [
    strategy.name,
    strategy,
  ]),
);

/** Reads the TypeScript source of a built-in, which lies beside its code in `dist` too. */
export function sourceOf(name: string): string {
  return readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
}
