import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LIMIT_MS = 30_000;

/** Is what a command left behind. */
export interface Ended {
  /** Null when a signal killed it. */
  code: number | null;
  out: string;
  err: string;
}

/** Is a command that runs. */
export interface RunningCommand {
  /** Resolves once a text stands in what it wrote to standard error. */
  told(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Starts `npm run barline` without npm; `cwd` is where it looks for .env, `out` what its standard output is. */
export function startBarline(
  args: string[],
  env: Record<string, string> = {},
  { cwd, out = 'pipe' }: { cwd?: string; out?: 'pipe' | number } = {},
): RunningCommand {
  const child = spawn(process.execPath, [`${process.cwd()}/dist/apps/cli/src/main.js`, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', out, 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (piece: Buffer) => (texts.out += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (texts.err += piece.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts }));
  return {
    async told(text) {
      while (!texts.err.includes(text)) {
        const more = child.stderr && once(child.stderr, 'data');
        const end = ended.then(({ code, err }) => {
          throw new Error(`Ended with ${code} before it told "${text}":\n${err}`);
        });
        await Promise.race([more, end]);
      }
    },
    signal: (name) => void child.kill(name),
    ended,
  };
}
