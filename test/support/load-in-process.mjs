// A process of its own that loads the bars of one series again and again, never from its own memory, and checks that each load is one version whole.
import { NestFactory } from '@nestjs/core';
import { BarRepository } from '../../dist/libs/kline/src/bar.repository.js';
import { BarFiles, BarStore, KlineModule, SeriesService } from '../../dist/libs/kline/src/index.js';
import { PlatformModule, settings } from '../../dist/libs/platform/src/index.js';

const { symbol, endMs } = JSON.parse(process.env.LOADS);

class Root {}
const app = await NestFactory.createApplicationContext(
  { module: Root, imports: [PlatformModule.forProcess('worker'), KlineModule] },
  { logger: ['error'] },
);
const files = app.get(BarFiles);
const reads = { file: 0, rows: 0 };
const counted = {
  isOn: true,
  read: async (key) => {
    const bars = await files.read(key);
    reads[bars ? 'file' : 'rows'] += 1;
    return bars;
  },
  write: (key, bars) => files.write(key, bars),
};
const parts = [app.get(settings.KEY), app.get(SeriesService), app.get(BarRepository), counted];
const problems = [];
const ending = new AbortController();
let highest = 0;
process.on('message', () => ending.abort());
process.send({ ready: true });
let isLast = false;
do {
  // Once more after the end was asked for, so that what was written before is seen.
  isLast = ending.signal.aborted;
  for (const timeframe of ['1h', '4h']) {
    const { columns, version } = await new BarStore(...parts).load(symbol, timeframe, 0, endMs);
    // Every bar of version V has volume V: an hour as it is, four hours the sum.
    const expected = timeframe === '1h' ? version : version * 4;
    const wrong = columns.volume.find((volume) => volume !== expected);
    if (wrong !== undefined) problems.push({ timeframe, version, wrong });
    if (version < highest) problems.push({ timeframe, version, highest });
    highest = version;
  }
} while (!isLast);
await app.close();
process.send({ reads, problems, highest });
process.disconnect();
