// Bundles the engine and what goes with it into the one script that isolates load.
import { build } from 'esbuild';

await build({
  entryPoints: ['libs/strategy/src/sandbox/realm/entry.ts'],
  outfile: process.argv[2] ?? 'dist/libs/strategy/src/sandbox/realm.js',
  bundle: true,
  format: 'iife',
  globalName: 'realm',
  target: 'es2024',
  legalComments: 'none',
  logLevel: 'warning',
});
