// Runs `npm start` from the sources: compiles whatever changes and starts the server anew once all of it compiles.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

const LAUNCHER = 'dist/libs/platform/src/embedded/launcher.js';
const compiler = spawn('nest', ['build', '--watch', '--preserveWatchOutput'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let server;
let restarting = Promise.resolve();

compiler.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  if (chunk.toString().includes('Found 0 errors')) restarting = restarting.then(restart);
});
compiler.once('exit', (code) => void end(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));

async function restart() {
  await stop();
  for (const bundle of ['realm', 'types']) {
    spawnSync(process.execPath, [`scripts/bundle-${bundle}.mjs`], { stdio: 'inherit' });
  }
  server = spawn(process.execPath, ['--no-node-snapshot', LAUNCHER], { stdio: 'inherit' });
}

async function stop() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}

async function end(code) {
  compiler.kill('SIGTERM');
  await stop();
  process.exit(code);
}
