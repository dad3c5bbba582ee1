import type { Bars } from '../src/index.js';
import { makeBars } from './bars.js';
import { handRuns, ownRuns, type Runs } from './indicator-runs.js';
import type { Figure } from './report.js';
import { median, timed } from './timing.js';

const WARM_ROUNDS = 100;
const ROUNDS = 15;
const OURS = 'ours';
const HAND = 'loop by hand';

/** Indicators over 1,000,000 bars against loops by hand and against three libraries, in turns; an Error where two disagree on the last bar. */
export async function measureIndicators(): Promise<Figure[]> {
  const warm = await contestants(makeBars(2000));
  for (let round = 0; round < WARM_ROUNDS; round++) {
    for (const runs of Object.values(warm)) for (const run of Object.values(runs)) run();
  }
  const all = await contestants(makeBars(1_000_000));
  return Object.keys(all[OURS]).flatMap((name) => contest(name, all));
}

async function contestants(bars: Bars): Promise<Record<string, Runs>> {
  // Loaded for this part alone: other parts measure memory.
  const { peerRuns } = await import('./indicator-peers.js');
  return { [OURS]: ownRuns(bars), [HAND]: handRuns(bars), ...peerRuns(bars) };
}

function contest(name: string, all: Record<string, Runs>): Figure[] {
  const entrants = Object.entries(all).filter(([, runs]) => Object.hasOwn(runs, name));
  const runs = entrants.map(([, { [name]: run }]) => run);
  const values = runs.map((run) => run());
  const times: number[][] = runs.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    runs.forEach((run, k) => times[k].push(timed(run)));
  }
  const [ours, ...theirs] = times.map(median);
  return theirs.map((time, k) => {
    const [by] = entrants[k + 1];
    agree(`${name} by ${by}`, values[k + 1], values[0]);
    return figure(name, by, ours, time);
  });
}

function figure(name: string, by: string, ours: number, theirs: number): Figure {
  const note = `${ours.toFixed(2)} and ${theirs.toFixed(2)} ms`;
  if (by === HAND)
    return { name: `${name} / ${by}`, value: ours / theirs, unit: '×', most: 1.2, note };
  const least = name === 'SMA' || name === 'EMA' ? 1 : 6;
  return { name: `${name}: ${by} / ours`, value: theirs / ours, unit: '×', least, note };
}

function agree(what: string, values: number[], ours: number[]): void {
  ours.forEach((value, k) => {
    if (Math.abs(values[k] - value) <= 1e-9 * Math.max(1, Math.abs(value))) return;
    throw new Error(`${what} ends at ${values[k]}, ours at ${value}`);
  });
}
