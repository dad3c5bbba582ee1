import { statSync } from 'node:fs';
import { checkOracle } from './check.js';

const USAGE = 'usage: npm run oracle -- FILE… [--data DIR]\n';

/** Checks the files named on a command line, writes a line for each, tells what was not checked, and returns the exit code: 0 when all are ok, 1 when one differs, 2 for a bad command line. */
export function main(
  args: readonly string[],
  write: (line: string) => void,
  tell: (line: string) => void,
): number {
  const files: string[] = [];
  let data: string | undefined;
  let unknown = false;
  for (let k = 0; k < args.length; k++) {
    if (args[k] === '--data') data = args[++k];
    else if (args[k].startsWith('--data=')) data = args[k].slice('--data='.length);
    else if (args[k].startsWith('--')) unknown = true;
    else files.push(args[k]);
  }
  if (unknown || files.length === 0 || (data === undefined && args.includes('--data'))) {
    write(USAGE);
    return 2;
  }
  let code = 0;
  for (const file of files) {
    const difference = differenceOf(file, data, tell);
    if (difference !== null) code = 1;
    write(`${file} ${difference === null ? 'ok' : `differs: ${difference}`}\n`);
  }
  return code;
}

function differenceOf(
  file: string,
  data: string | undefined,
  tell: (line: string) => void,
): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 'there is no such file';
  if (!stat.isFile()) return 'it is no file';
  return checkOracle(file, data, (note) => tell(`${note}\n`));
}
