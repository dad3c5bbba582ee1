import { type Figure, printReport } from '../libs/engine/bench/report.js';
import { measureImport } from './measure-import.js';
import { measureLoad } from './measure-load.js';
import { measurePages } from './measure-pages.js';
import { type Scratch, startScratch } from './scratch.js';

const PARTS: Record<string, (scratch: Scratch) => Promise<Figure[]>> = {
  load: measureLoad,
  pages: measurePages,
  import: measureImport,
};

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
if (unknown === undefined) await report(named, args.includes('--json'));
else {
  process.stderr.write(
    `There is no part ${unknown}; the parts are ${Object.keys(PARTS).join(', ')}.\n`,
  );
  process.exitCode = 2;
}

/** Measures the parts named on the command line, or all, each on a database of its own, and prints a table, or with `--json` one object. */
async function report(asked: readonly string[], json: boolean): Promise<void> {
  const figures: Figure[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
    const scratch = await startScratch();
    try {
      figures.push(...(await PARTS[name](scratch)));
    } finally {
      await scratch.close();
    }
  }
  printReport(figures, json);
}
