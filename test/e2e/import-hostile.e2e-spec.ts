import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import { csvOf, importFile, sendFile } from '../support/imports.js';
import { zipOf } from '../support/market-files.js';
import type { Session } from '../support/session.js';

const SYMBOL = 'HOSTILE';
const BARS = randomWalk(SYMBOL, 20_000);
const STORED = BARS.slice(0, 100);
// Rows that would change what is stored, if they were taken.
const csv = csvOf(BARS.map((bar) => ({ ...bar, volume: bar.volume + 1 })));
const packed = gzipSync(csv);
const inZip = (name: string, claims?: number, method?: number) =>
  zipOf([{ name, bytes: Buffer.from(csv), ...(claims && { claims }), method }]);
const blank = Buffer.concat([Buffer.from(csvOf(STORED)), Buffer.alloc(32 * 1024 * 1024, '\n')]);
const zeros = Buffer.alloc(32 * 1024 * 1024, '0');

const FILES: [what: string, name: string, bytes: Buffer, reason: RegExp][] = [
  ['is cut in the middle of gzip', 'x.csv.gz', packed.subarray(0, packed.length / 2), /breaks off/],
  ['is gzip with a byte changed', 'x.csv.gz', changed(packed), /damaged|breaks off/],
  ['is a zip with a price changed', 'x.zip', withOtherPrice(), /damaged/],
  ['is a zip of bzip2', 'x.zip', inZip('x.csv', undefined, 12), /cannot be read/],
  ['is cut in the middle of a zip', 'x.zip', inZip('x.csv').subarray(0, 9000), /breaks off/],
  ['is a bomb of gzip', 'x.csv.gz', gzipSync(gzipSync(blank)), /unpacks to more/],
  ['is a bomb of zip', 'x.zip', zipOf([{ name: 'x.csv', bytes: zeros }]), /unpacks to more/],
  ['claims 4 GiB', 'x.zip', inZip('x.csv', 0xffff_fff0), /unpacks to more/],
  ['leads out of its archive', 'x.zip', inZip('../../x.csv'), /leads out/],
  ['names a root in its archive', 'x.zip', inZip('/etc/x.csv'), /leads out/],
  ['is one endless line', 'x.csv', Buffer.alloc(3 * 1024 * 1024, '1,'), /longer than 1 MiB/],
  [
    'ends in an endless line',
    'x.csv',
    Buffer.concat([Buffer.from(csv), zeros]),
    /longer than 1 MiB/,
  ],
];

function withOtherPrice(): Buffer {
  const zip = inZip('x.csv', undefined, 0);
  const at = zip.lastIndexOf(`\n${BARS.at(-1)!.open_time},`) + 1;
  const digit = zip.indexOf(',', at) + 1;
  zip[digit] = zip[digit] === 0x39 ? 0x38 : zip[digit]! + 1;
  return zip;
}

function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length >> 1]! ^= 0xff;
  return copy;
}

describe('A file that means harm', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ env: { WORKER_THREADS: '1' } });
    trader = await app.session('trader');
    await upload(trader, STORED);
  });

  afterAll(() => app?.close());

  const series = async () => {
    const bars = await trader.get(`/kline/${SYMBOL}?timeframe=1h&page_size=1000`);
    const versions = await trader.get(`/kline/${SYMBOL}/versions?timeframe=1h`);
    return {
      volumes: bars.body.data.items.map(({ volume }: WireBar) => volume),
      versions: versions.body.data.total,
    };
  };
  const before = { volumes: STORED.map(({ volume }) => volume), versions: 1 };

  it.each(FILES)(
    'and %s is refused, and the series is as before',
    async (_, name, bytes, reason) => {
      const done = await importFile(trader, { name, bytes }, { symbol: SYMBOL, timeframe: '1h' });
      expect(done).toMatchObject({ status: 'FAILED', rows_written: 0, version: null });
      expect(done.error.code).toBe('kline/import-unreadable');
      expect(done.error.message).toMatch(reason);
      expect(await series()).toEqual(before);
      expect(await app.query('SELECT 1 FROM import_chunks')).toEqual([]);
    },
  );

  it('is refused by a dry run in the language asked for', async () => {
    const file = { name: 'x.zip', bytes: inZip('../../x.csv') };
    const sent = sendFile(trader, file, {}, '?dry_run=true').set('Accept-Language', 'zh-CN');
    const { status, body } = await sent;
    expect([status, body.error.code]).toEqual([422, 'kline/import-unreadable']);
    expect(body.message).toMatch('无法读取该文件：压缩包中有文件名指向包外的文件。');
  });
});
