import { CommandError, program } from './program.js';

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
