import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { BAR_COLUMNS, type Bars, resample, sliceBars, type Timeframe } from '@app/engine';
import {
  BarFiles,
  BarStore,
  KlineModule,
  type SeriesBar,
  SeriesService,
  type Uploader,
  UploadService,
} from '@app/kline';
import { DatabaseService, settings } from '@app/platform';
import { BarRepository } from '../../libs/kline/src/bar.repository.js';
import { type InProcess, startInProcess } from '../support/in-process.js';

const HOUR = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const END_MS = Date.UTC(2030, 0, 1);

// Any bits that are a price: exponents from 2 ** -49 to 2 ** 48, all of the fraction in use.
function randomBars(symbol: string, count: number, seed: number): SeriesBar[] {
  let state = seed;
  const word = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const bits = new DataView(new ArrayBuffer(8));
  const price = () => {
    const exponent = 974 + ((word() >>> 8) % 98);
    bits.setUint32(0, (exponent << 20) | (word() & 0xfffff));
    bits.setUint32(4, word());
    return bits.getFloat64(0);
  };
  return Array.from({ length: count }, (_, i) => {
    const [low, open, close, high] = [price(), price(), price(), price()].toSorted((a, b) => a - b);
    const figures = { open: open!, high: high!, low: low!, close: close!, volume: price() };
    const openTimeMs = START_MS + i * HOUR;
    return { symbol, timeframe: '1h', openTimeMs, ...figures, quoteVolume: null, trades: null };
  });
}

function columnsOf(bars: SeriesBar[]): Bars {
  return {
    time: Float64Array.from(bars, ({ openTimeMs }) => openTimeMs),
    open: Float64Array.from(bars, ({ open }) => open),
    high: Float64Array.from(bars, ({ high }) => high),
    low: Float64Array.from(bars, ({ low }) => low),
    close: Float64Array.from(bars, ({ close }) => close),
    volume: Float64Array.from(bars, ({ volume }) => volume),
  };
}

const bytesOf = (bars: Bars) =>
  BAR_COLUMNS.map((name) => Buffer.from(bars[name].slice().buffer).toString('hex'));

const at = (hour: number) => START_MS + hour * HOUR;

const UPLOADER: Uploader = { id: '00000000-0000-4000-8000-000000000001', role: 'trader' };

describe('The bar store', () => {
  let part: InProcess;
  let folder: string;
  let app: INestApplicationContext;
  let store: BarStore;
  let uploads: UploadService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'barline-bars-'));
    part = await startInProcess(KlineModule, { BAR_CACHE_PATH: folder, BAR_DISK_CACHE_MB: '' });
    ({ app } = part);
    store = app.get(BarStore);
    uploads = app.get(UploadService);
  });

  afterAll(async () => {
    await part?.close();
    await rm(folder, { recursive: true });
  });

  const loadWarm = (warmUpBars: number) => store.load('WARM', '1h', at(40), at(60), { warmUpBars });
  const loadSame = () => store.load('SAME', '1h', START_MS, END_MS);

  it('gives shared columns that equal what was uploaded bit for bit', async () => {
    const bars = randomBars('BITS', 3000, 42);
    await uploads.upload(bars, UPLOADER);
    const { columns, version, firstIndex } = await store.load('BITS', '1h', 0, END_MS);
    expect(bytesOf(columns)).toEqual(bytesOf(columnsOf(bars)));
    expect(columns.time.buffer).toBe(columns.volume.buffer);
    expect(Object.prototype.toString.call(columns.time.buffer)).toBe('[object SharedArrayBuffer]');
    expect([version, firstIndex]).toEqual([1, 0]);
  });

  it('loads warm-up bars before the start, as many as there are', async () => {
    const bars = randomBars('WARM', 100, 1);
    await uploads.upload(bars, UPLOADER);
    const some = await loadWarm(15);
    expect(some.firstIndex).toBe(15);
    expect(bytesOf(some.columns)).toEqual(bytesOf(sliceBars(columnsOf(bars), 25, 60)));
    const all = await loadWarm(1000);
    expect(all.firstIndex).toBe(40);
    expect(all.columns.time).toHaveLength(60);
    const none = await loadWarm(0);
    expect([none.firstIndex, none.columns.time.length]).toEqual([0, 20]);
  });

  it.each(['4h', '1d', '1w'] as Timeframe[])(
    'builds %s bars as the engine does, with warm-up',
    async (timeframe) => {
      const symbol = `BUILT-${timeframe}`;
      const bars = randomBars(symbol, 1000, 5).filter((_, i) => i % 5 > 0);
      await uploads.upload(bars, UPLOADER);
      const whole = resample(columnsOf(bars), '1h', timeframe, { dropIncomplete: true });
      const { columns, firstIndex, storedTimeframe } = await store.load(
        symbol,
        timeframe,
        whole.time[3]!,
        END_MS,
        { warmUpBars: 2 },
      );
      expect(bytesOf(columns)).toEqual(bytesOf(sliceBars(whole, 1)));
      expect([firstIndex, storedTimeframe]).toEqual([2, '1h']);
      expect(Object.prototype.toString.call(columns.open.buffer)).toBe(
        '[object SharedArrayBuffer]',
      );
    },
  );

  it('hands the same memory to all who load the same range, until the series is written to', async () => {
    const bars = randomBars('SAME', 50, 9);
    await uploads.upload(bars.slice(0, 40), UPLOADER);
    const loaded = await Promise.all([loadSame(), loadSame(), loadSame()]);
    loaded.push(await loadSame());
    expect(new Set(loaded.map(({ columns }) => columns.time.buffer)).size).toBe(1);
    await uploads.upload(bars, UPLOADER);
    const after = await loadSame();
    expect([after.version, after.columns.time.length]).toEqual([2, 50]);
    await uploads.upload(bars, UPLOADER);
    expect((await loadSame()).columns.time.buffer).toBe(after.columns.time.buffer);
  });

  it('reads one version whole while others write', async () => {
    const versions = [1, 2, 3, 4, 5].map((factor) =>
      randomBars('RACES', 2000, 3).map((bar) => ({ ...bar, volume: factor })),
    );
    await uploads.upload(versions[0]!, UPLOADER);
    const writing = (async () => {
      for (const bars of versions) await uploads.upload(bars, UPLOADER);
    })();
    for (let i = 0; i < 30; i++) {
      const { columns, version } = await store.load('RACES', '1h', START_MS - i, END_MS);
      expect(columns.volume).toHaveLength(2000);
      expect(new Set(columns.volume)).toEqual(new Set([version]));
    }
    await writing;
  });

  it('counts what a load reads', async () => {
    await uploads.upload(randomBars('COUNT', 100, 2), UPLOADER);
    expect(await store.count('COUNT', '1h', 0, END_MS)).toBe(100);
    expect(await store.count('COUNT', '1h', START_MS + 10 * HOUR, START_MS + 30 * HOUR)).toBe(20);
    expect(await store.count('COUNT', '1d', START_MS, START_MS + 24 * HOUR)).toBe(24);
    expect(await store.count('COUNT', '1h', 0, START_MS)).toBe(0);
  });

  it('gives no bars outside of the series, and refuses what is not stored', async () => {
    await uploads.upload(randomBars('EDGE', 10, 2), UPLOADER);
    const before = await store.load('EDGE', '1h', 0, START_MS);
    expect([before.columns.time.length, before.firstIndex]).toEqual([0, 0]);
    await expect(store.load('NOTHING', '1h', 0, END_MS)).rejects.toMatchObject({
      code: 'kline/symbol-unknown',
    });
    await expect(store.load('EDGE', '1m', 0, END_MS)).rejects.toMatchObject({
      code: 'kline/timeframe-unknown',
    });
  });

  describe('on disk', () => {
    const hours = (volume: number) =>
      randomBars('DISK', 400, 11).map((bar) => ({ ...bar, volume }));

    // A store without a memory, as that of a process that has just started.
    async function volumeOf(timeframe: Timeframe): Promise<number> {
      const files = app.get(BarFiles);
      const parts = [app.get(SeriesService), app.get(BarRepository), files] as const;
      const fresh = new BarStore(app.get(settings.KEY), ...parts);
      const { columns } = await fresh.load('DISK', timeframe, 0, END_MS);
      await files.settled();
      return columns.volume[0]!;
    }

    // Behind the back of the version: the rows are told from the file.
    const changeRows = (volume: number) =>
      app
        .get(DatabaseService)
        .withClient((client) => client.query('UPDATE klines SET volume = $1', [volume]));

    async function filesOf(version: number): Promise<string[]> {
      // Not by a load, which would write a file as well.
      const { rows } = await app
        .get(DatabaseService)
        .withClient((client) => client.query("SELECT id FROM series WHERE symbol = 'DISK'"));
      const names = await readdir(folder);
      return names.filter((name) => name.startsWith(`${rows[0].id}-${version}-`));
    }

    it('keeps what was loaded for the next process, stored and built', async () => {
      await uploads.upload(hours(1), UPLOADER);
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([1, 4]);
      await changeRows(2);
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([1, 4]);
    });

    it('reads rows where a file is broken, and replaces it', async () => {
      for (const name of await filesOf(1)) {
        const bytes = await readFile(join(folder, name));
        bytes[bytes.length - 1]! ^= 1;
        await writeFile(join(folder, name), bytes);
      }
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([2, 8]);
      await changeRows(3);
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([2, 8]);
    });

    it('reads rows where the file is of another database, in which the same version holds something else', async () => {
      await app
        .get(DatabaseService)
        .withClient((client) =>
          client.query('UPDATE series_versions SET content_hash = ~content_hash'),
        );
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([3, 12]);
    });

    it('reads the new version after a write, and removes the files of the old one', async () => {
      await uploads.upload(hours(5), UPLOADER);
      expect([await volumeOf('1h'), await volumeOf('4h')]).toEqual([5, 20]);
      expect([await filesOf(1), (await filesOf(2)).length]).toEqual([[], 2]);
    });
  });
});
