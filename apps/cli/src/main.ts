import { CommanderError } from 'commander';
import { CommandError, reasonOf } from './command-error.js';
import { program } from './program.js';

// What reads the output may be gone; what writes it says so when that matters.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', fail);

await program.parseAsync().catch(fail);

function fail(error: unknown): void {
  // Commander has told its own, and help that was asked for is no failure.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  if (error instanceof CommandError) {
    if (error.message) process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
  process.stderr.write(`The command failed: ${reasonOf(error)}\n`);
  process.exit(1);
}
