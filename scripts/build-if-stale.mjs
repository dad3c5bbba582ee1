// Builds `dist` only when a source is newer than the last build, so that starting twice is quick.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync, writeFileSync } from 'node:fs';

const stamp = 'dist/.built';
const sources = [
  'nest-cli.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  ...globSync('{apps,libs}/**/*.{ts,json,js}'),
];
const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;

if (sources.some((file) => statSync(file).mtimeMs > builtAt)) {
  const startedAt = new Date();
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, `${startedAt.toISOString()}\n`);
}
