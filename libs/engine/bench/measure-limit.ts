import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runBacktest } from '../src/index.js';
import { makeBars } from './bars.js';
import { flip, JOB } from './jobs.js';
import { limit, type Outcome } from './limit.js';
import type { Figure } from './report.js';
import { calling, paired } from './timing.js';

type Peer = {
  makeBars(length: number): ReturnType<typeof makeBars>;
  limit(bars: ReturnType<typeof makeBars>): Outcome;
};

/** Our limit against the one given beside the repository, on that one's bars, and the engine's numbers against both. */
export async function measureLimit(): Promise<Figure[]> {
  const path = resolve('..', 'shared', 'bench', 'limit.mjs');
  const peer = existsSync(path) ? ((await import(pathToFileURL(path).href)) as Peer) : null;
  const bars = (peer ?? { makeBars }).makeBars(525_600);
  const ours = limit(bars);
  const outcome = runBacktest({
    strategy: flip,
    data: [{ symbol: 'X', timeframe: '1m', bars }],
    config: JOB,
  });
  const engine = outcome.stopped ? null : outcome.statistics;
  const figures: Figure[] = [
    { name: 'round trips, our limit', value: ours.trips, unit: '' },
    {
      name: 'round trips, the engine',
      value: engine?.trades ?? NaN,
      unit: '',
      least: ours.trips,
      most: ours.trips,
    },
    difference('final equity, engine − our limit', engine?.equity_final ?? NaN, ours.equity),
  ];
  if (peer === null) return figures;
  const theirs = peer.limit(bars);
  const time = paired(calling(limit, bars), calling(peer.limit, bars), 61);
  return [
    { name: 'our limit / given limit', value: time.ratio, unit: '×', most: 1.1 },
    {
      name: 'round trips, given limit',
      value: theirs.trips,
      unit: '',
      least: ours.trips,
      most: ours.trips,
    },
    difference('final equity, our − given limit', ours.equity, theirs.equity),
    ...figures,
  ];
}

function difference(name: string, a: number, b: number): Figure {
  const note = `${a} and ${b}`;
  return { name, value: Math.abs(a - b), unit: '', most: 1e-6 * Math.abs(b) * 1e-6, note };
}
