// Measures the strategies of users against the same as built-ins: `npm run bench:strategy`, with `--json` as one object.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { executeRun, executeSweep } from '@app/backtest/runner';
import type { Bars, syntheticBars } from '@app/engine';
import type { sourceOf } from '@app/strategy/builtin';
import type { compile } from '../libs/strategy/src/sandbox/compile.js';
import { type Figure, printReport } from '../libs/engine/bench/report.js';
import { median } from '../libs/engine/bench/timing.js';
import { inTurns } from './in-turns.js';
import { built } from './scratch.js';
import { YEAR_BARS } from './year.js';
import { builtInsAsRules } from '../libs/strategy/src/rules/fixtures/built-ins.js';
import { shared } from '../libs/engine/test/shared.js';

// Room for all that a run and its host tell each other.
const CELLS_BYTES = 64;

type Runner = { executeRun: typeof executeRun; executeSweep: typeof executeSweep };

const STRATEGY = 'sma-cross';
/** What the strategy is written as. */
type Kind = 'source' | 'rules' | 'built-in';
const ROUNDS = 15;
const FIRSTS = 5;
const SETS = 200;
const FIRST = '--first';

const runner = await built<Runner>('libs/backtest/src/backtest.runner.js');
const engine = await built<{ syntheticBars: typeof syntheticBars }>('libs/engine/src/index.js');
const shelf = await built<{ sourceOf: typeof sourceOf }>('libs/strategy/src/builtin/index.js');
const year = shared(engine.syntheticBars(YEAR_BARS, '1m', 7));
const programs = {
  source: await programOf(shelf.sourceOf(STRATEGY)),
  rules: {
    kind: 'rules' as const,
    memoryMb: 256,
    rules: JSON.stringify(builtInsAsRules[STRATEGY]),
  },
  'built-in': null,
};

const args = process.argv.slice(2);
if (args[0] === FIRST) {
  const startMs = performance.now();
  await run(args[1] as Kind);
  process.stdout.write(String(performance.now() - startMs));
} else
  printReport(
    [...(await measureRuns()), measureFirst(), await measureSweep()],
    args.includes('--json'),
  );

// The run itself, as a result's `run_ms` tells it; what is hashed and packed afterwards is the same for both.
async function measureRuns(): Promise<Figure[]> {
  const times: Record<Kind, number[]> = { source: [], rules: [], 'built-in': [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.source.push(await run('source'));
    times.rules.push(await run('rules'));
    times['built-in'].push(await run('built-in'));
  }
  const ratio = (first: Kind, second: Kind, most: number): Figure => {
    const [a, b] = [median(times[first]), median(times[second])];
    const note = `${a.toFixed(1)} and ${b.toFixed(1)} ms`;
    return { name: `${first} / ${second}`, value: a / b, unit: '×', most, note };
  };
  return [ratio('source', 'built-in', 1.3), ratio('rules', 'source', 1)];
}

// Each in a process of its own, that has run nothing yet.
function measureFirst(): Figure {
  const [source, builtIn] = ['source', 'built-in'].map((kind) =>
    median(Array.from({ length: FIRSTS }, () => firstRun(kind))),
  );
  const note = `${source.toFixed(0)} and ${builtIn.toFixed(0)} ms`;
  const value = source - builtIn;
  return {
    name: 'first run of source, more than of a built-in',
    value,
    unit: 'ms',
    most: 250,
    note,
  };
}

function firstRun(kind: string): number {
  const entry = [...process.execArgv, fileURLToPath(import.meta.url), FIRST, kind];
  return Number(execFileSync(process.execPath, entry, { encoding: 'utf8' }));
}

async function measureSweep(): Promise<Figure> {
  const bars = shared(engine.syntheticBars(20_000, '1m', 9));
  const sets = Array.from({ length: SETS }, (_, k) => ({ fast: 3 + (k % 20), slow: 30 + k }));
  const sweep = (kind: Kind) =>
    runner.executeSweep({
      ...chosen(kind),
      sets,
      config: {},
      data: [{ symbol: 'X', timeframe: '1m', bars }],
      benchmark: undefined,
      statistics: ['trades', 'equity_final', 'max_drawdown'],
      control: new SharedArrayBuffer(CELLS_BYTES),
    });
  const [first, second] = await inTurns(
    ROUNDS,
    () => sweep('source'),
    () => sweep('built-in'),
  );
  const note = `${first.toFixed(0)} and ${second.toFixed(0)} ms for ${SETS} sets`;
  return {
    name: 'sweep of source / of a built-in',
    value: first / second,
    unit: '×',
    most: 1.3,
    note,
  };
}

/** Runs the strategy once and returns how many milliseconds the run itself took. */
async function run(kind: Kind): Promise<number> {
  const outcome = await runner.executeRun({
    ...chosen(kind),
    backtestId: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
    params: {},
    config: { commission: 0.001 },
    data: [{ symbol: 'X', timeframe: '1m', bars: viewed(year) }],
    benchmark: undefined,
    control: new SharedArrayBuffer(CELLS_BYTES),
  });
  if (outcome.kind !== 'completed') throw new Error(JSON.stringify(outcome));
  return outcome.runMs;
}

function chosen(kind: Kind) {
  return { strategy: STRATEGY, program: programs[kind] };
}

async function programOf(source: string) {
  const { compile: toCode } = await built<{ compile: typeof compile }>(
    'libs/strategy/src/sandbox/compile.js',
  );
  const compiled = toCode(source);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return { kind: 'source' as const, owner: 'somebody', memoryMb: 256, ...compiled };
}

// Columns come to a thread as new views each time.
function viewed(bars: Bars): Bars {
  const columns = Object.entries(bars).map(([name, column]) => [name, column.subarray()]);
  return Object.fromEntries(columns) as Bars;
}
