import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { WireBar } from './bars.js';
import { isHere } from './is-here.js';

/** Is the folder of real market data, which stands beside the project for developers and CI. */
export const SHARED_DATA = new URL('../../../shared/data/', import.meta.url);

/** Names the 1-minute bars of one year, in the columns time, open, CLOSE, HIGH, LOW, volume. */
export function bitfinexFile(year: number): URL {
  return new URL(`crypto-1m-bitfinex/BTCUSD-1m-${year}.merged.csv.gz`, SHARED_DATA);
}

/** Says whether the real data is there; a spec that needs it says so when it is not. */
export function hasBitfinex(year: number): boolean {
  return isHere(bitfinexFile(year));
}

/** Reads the bars of one year, oldest first. */
export function bitfinexBars(year: number): WireBar[] {
  const lines = gunzipSync(readFileSync(bitfinexFile(year)))
    .toString()
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [open_time, open, close, high, low, volume] = line.split(',').map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return { symbol: 'BTCUSD', timeframe: '1m', open_time, open, high, low, close, volume };
  });
}
