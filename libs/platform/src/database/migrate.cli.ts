import { loadSettings } from '../env.js';
import { migrate } from './migrate.js';

try {
  const ran = await migrate(loadSettings());
  process.stdout.write(ran.length > 0 ? `Ran ${ran.join(', ')}.\n` : 'The schema is up to date.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
