import { createWriteStream, openSync, rmSync, type Stats } from 'node:fs';
import { readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandError, reasonOf } from './command-error.js';
import { onInterrupt } from './interrupt.js';

/** Writes a text to standard output, and ends the command in silence when nobody reads it any more. */
export async function print(text: string): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  process.stdout.write(text, (error) => (error ? reject(error) : done()));
  await promise.catch((error: unknown) => {
    throw unwritten('Standard output', error);
  });
}

/** Writes what comes to a file, which appears whole or not at all; straight to what is no regular file; or, without a path or with `-`, to standard output. */
export async function writeOut(
  body: AsyncIterable<Uint8Array>,
  path: string | undefined,
): Promise<void> {
  if (path === undefined || path === '-') {
    return pipeline(body, process.stdout, { end: false }).catch((error: unknown) => {
      throw unwritten('Standard output', error);
    });
  }
  try {
    const found = await statOf(path);
    if (found?.isDirectory()) throw new Error('it is a folder');
    if (found && !found.isFile()) await pipeline(body, createWriteStream(path));
    else await replace(body, await targetOf(path), found);
  } catch (error) {
    throw unwritten(path, error);
  }
}

async function replace(
  body: AsyncIterable<Uint8Array>,
  target: string,
  found: Stats | undefined,
): Promise<void> {
  const partial = `${target}.part`;
  const endWatch = onInterrupt((exitCode) => {
    rmSync(partial, { force: true });
    process.exit(exitCode);
  });
  try {
    const fd = openSync(partial, 'w', found?.mode);
    try {
      await pipeline(body, createWriteStream(partial, { fd }));
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  } finally {
    endWatch();
  }
}

// A link may lead to what is not there yet.
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : targetOf(resolve(await realpath(dirname(path)), next));
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function unwritten(what: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  // Whoever read it, such as head, has enough.
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return new CommandError('', 0);
  const advice = 'Make room, or write to another file';
  return new CommandError(`${what} was not written: ${reasonOf(error)}. ${advice}.`);
}
