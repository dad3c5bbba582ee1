import { arch, cpus } from 'node:os';
import { letInline } from './inlining.js';
import { measureGrowth } from './measure-growth.js';
import { measureIndicators } from './measure-indicators.js';
import { measureLimit } from './measure-limit.js';
import { measureMemory } from './measure-memory.js';
import { measureRun } from './measure-run.js';
import { measureSweep } from './measure-sweep.js';
import { measureThreads } from './measure-threads.js';
import { type Figure, meets, table } from './report.js';

const PARTS: Record<string, () => Figure[] | Promise<Figure[]>> = {
  limit: measureLimit,
  threads: measureThreads,
  run: measureRun,
  sweep: measureSweep,
  growth: measureGrowth,
  memory: measureMemory,
  indicators: measureIndicators,
};

/** Measures the parts named on the command line, or all, and prints a table, or with `--json` one object. */
letInline();
const args = process.argv.slice(2);
const json = args.includes('--json');
const named = args.filter((arg) => arg !== '--json');
const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no part ${unknown}; the parts are ${Object.keys(PARTS).join(', ')}.\n`,
  );
  process.exit(2);
}
const figures: Figure[] = [];
for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
  figures.push(...(await PARTS[name]()));
}
const machine = { node: process.version, arch: arch(), cpu: cpus()[0].model, cpus: cpus().length };
if (json) {
  const measured = figures.map((figure) => ({ ...figure, ok: meets(figure) }));
  process.stdout.write(`${JSON.stringify({ machine, figures: measured })}\n`);
} else {
  process.stdout.write(`${machine.cpu} × ${machine.cpus}, Node ${machine.node}\n`);
  process.stdout.write(`${table(figures)}\n`);
}
