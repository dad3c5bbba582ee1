import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { letInline } from './inlining.js';
import { measureGrowth } from './measure-growth.js';
import { measureIndicators } from './measure-indicators.js';
import { measureLimit } from './measure-limit.js';
import { measureMemory } from './measure-memory.js';
import { measureRun } from './measure-run.js';
import { measureSweep } from './measure-sweep.js';
import { measureThreads } from './measure-threads.js';
import { type Figure, printReport } from './report.js';

const PARTS: Record<string, () => Figure[] | Promise<Figure[]>> = {
  limit: measureLimit,
  threads: measureThreads,
  run: measureRun,
  sweep: measureSweep,
  growth: measureGrowth,
  memory: measureMemory,
  indicators: measureIndicators,
};
const ALONE = '--alone';

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
if (args.includes(ALONE)) {
  letInline();
  process.stdout.write(JSON.stringify(await PARTS[named[0]]()));
} else report(named, args.includes('--json'));

/** Measures the parts named on the command line, or all, and prints a table, or with `--json` one object. */
function report(asked: readonly string[], json: boolean): void {
  const unknown = asked.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no part ${unknown}; the parts are ${Object.keys(PARTS).join(', ')}.\n`,
    );
    process.exit(2);
  }
  const figures = (asked.length > 0 ? asked : Object.keys(PARTS)).flatMap(measuredAlone);
  printReport(figures, json);
}

// Each part has a process of its own, so that what one leaves behind in V8 does not decide over the next.
function measuredAlone(name: string): Figure[] {
  const entry = [...process.execArgv, fileURLToPath(import.meta.url), ALONE, name];
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return JSON.parse(execFileSync(process.execPath, entry, { encoding: 'utf8', stdio: [...stdio] }));
}
