// A process of its own: starts one app, closes it, and writes how long it took from then on to end by itself.
const { [process.env.CREATE]: create } = await import(process.env.SCRIPT);
const { loadSettings } = await import('../../dist/libs/platform/src/index.js');
const { app } = await create(loadSettings());
await app.close();
const closedMs = performance.now();
process.on('exit', () => process.stdout.write(`ENDED ${performance.now() - closedMs}\n`));
