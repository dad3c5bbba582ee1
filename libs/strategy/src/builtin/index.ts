import { readFileSync } from 'node:fs';
import type { Strategy } from '@app/engine';
import bollingerReversion from './bollinger-reversion.js';
import buyAndHold from './buy-and-hold.js';
import dca from './dca.js';
import donchianBreakout from './donchian-breakout.js';
import emaCross from './ema-cross.js';
import grid from './grid.js';
import ichimoku from './ichimoku.js';
import keltnerBreakout from './keltner-breakout.js';
import macd from './macd.js';
import momentumRotation from './momentum-rotation.js';
import pairsZScore from './pairs-z-score.js';
import rsiReversal from './rsi-reversal.js';
import smaCross from './sma-cross.js';
import supertrend from './supertrend.js';

/** Lists the strategies that come with Barline, by name. */
export const builtIns: ReadonlyMap<string, Strategy> = new Map(
  [
    bollingerReversion,
    buyAndHold,
    dca,
    donchianBreakout,
    emaCross,
    grid,
    ichimoku,
    keltnerBreakout,
    macd,
    momentumRotation,
    pairsZScore,
    rsiReversal,
    smaCross,
    supertrend,
  ].map((strategy) => [strategy.name, strategy]),
);

/** Reads the TypeScript source of a built-in, which lies beside its code in `dist` too. */
export function sourceOf(name: string): string {
  return readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
}
