// Runs `npm start` from the sources: builds and starts anew whenever one of them changes.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';

const QUIET_MS = 300;
const launcher = 'dist/libs/platform/src/embedded/launcher.js';
let server;
let timer;
let working = false;
let again = false;

for (const folder of ['apps', 'libs']) {
  watch(folder, { recursive: true }, (_event, file) => {
    if (!file || !file.endsWith('.ts') || file.endsWith('.spec.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(restart, QUIET_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(signal));
await restart();

async function restart() {
  again = working;
  if (working) return;
  working = true;
  // The running server keeps its modules in memory, so a build that fails leaves it as it is.
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status === 0) {
    await stop('SIGTERM');
    server = spawn(process.execPath, ['--no-node-snapshot', launcher], { stdio: 'inherit' });
  }
  working = false;
  if (again) await restart();
}

async function stop(signal) {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  await exit;
}

async function end(signal) {
  await stop(signal);
  process.exit(0);
}
