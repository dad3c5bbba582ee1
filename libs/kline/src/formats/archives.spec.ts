import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readFile, refusalOf, someBars, zipOf } from '../../../../test/support/market-files.js';

const csv = Buffer.from(
  `time,open,high,low,close,volume\n${someBars(100)
    .map((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume].join(','))
    .join('\n')}\n`,
);
const member = { name: 'BTCUSDT-1m.csv', bytes: csv };
const codeOf = async (content: Uint8Array, options = {}) =>
  (await refusalOf('x.zip', content, options)).code;

describe('a packed file', () => {
  it.each([
    ['gzip', gzipSync(csv)],
    [
      'two gzips one behind the other',
      Buffer.concat([gzipSync(csv.subarray(0, 1000)), gzipSync(csv.subarray(1000))]),
    ],
    ['gzip in gzip', gzipSync(gzipSync(csv))],
    ['zip', zipOf([member])],
    ['gzip in zip', zipOf([{ ...member, bytes: gzipSync(csv) }])],
    [
      'zip with documents',
      zipOf([
        { name: 'README.md', bytes: Buffer.from('hi') },
        { name: 'docs/', bytes: Buffer.alloc(0) },
        member,
      ]),
    ],
    [
      'zip with a text that is no market file',
      zipOf([member, { name: 'notes.txt', bytes: Buffer.from('these,are\nmy,notes\n') }]),
    ],
  ])('is read out of %s, whatever its name', async (_, bytes) => {
    const { rows } = await readFile('wrong.parquet', bytes);
    expect(rows.length).toBe(100);
  });

  it('tells its symbol by the name inside, then by its own', async () => {
    expect((await readFile('ETHUSDT.zip', zipOf([member]))).found.symbol).toBe('BTCUSDT');
    expect(
      (await readFile('ETHUSDT.zip', zipOf([{ ...member, name: 'data.csv' }]))).found.symbol,
    ).toBe('ETHUSDT');
  });
});

describe('an archive', () => {
  it('is refused when it holds several market files, and says which', async () => {
    const refusal = await refusalOf('x.zip', zipOf([member, { ...member, name: 'ETHUSDT.csv' }]));
    expect([refusal.code, refusal.details.map(({ field }) => field)]).toEqual([
      'archive-several-files',
      ['BTCUSDT-1m.csv', 'ETHUSDT.csv'],
    ]);
    const many = Array.from({ length: 1001 }, (_, at) => ({
      name: `${at}.csv`,
      bytes: Buffer.from('x'),
    }));
    expect(await codeOf(zipOf(many))).toBe('archive-several-files');
  });

  it('is refused when it holds none', async () => {
    expect(await codeOf(zipOf([]))).toBe('archive-no-file');
    expect(await codeOf(zipOf([{ name: '[Content_Types].xml', bytes: csv }]))).toBe(
      'file-unsupported',
    );
  });

  it.each(['../x.csv', '/etc/x.csv', 'C:/x.csv', 'a/../../x.csv'])(
    'is refused for the name %s',
    async (name) => {
      expect(await codeOf(zipOf([{ ...member, name }]))).toBe('archive-unsafe-name');
    },
  );

  it('is refused when it is encrypted', async () => {
    expect(await codeOf(zipOf([{ ...member, encrypted: true }]))).toBe('archive-encrypted');
  });

  it('is refused when archives lie within archives', async () => {
    expect(await codeOf(zipOf([{ ...member, bytes: zipOf([member]) }]))).toBe('archive-nested');
    expect(await codeOf(gzipSync(zipOf([member])))).toBe('archive-nested');
    expect(await codeOf(gzipSync(gzipSync(gzipSync(csv))))).toBe('archive-nested');
    expect(await codeOf(zipOf([{ ...member, bytes: gzipSync(gzipSync(csv)) }]))).toBe(
      'archive-nested',
    );
  });

  it('is refused for sizes that it claims', async () => {
    expect(await codeOf(zipOf([{ ...member, claims: 4_000_000_000 }]))).toBe('archive-too-large');
    expect(await codeOf(zipOf([{ ...member, claims: 10 }]))).toBe('file-broken');
    expect(await codeOf(zipOf([member]), { maxUnpackedBytes: 1000 })).toBe('archive-too-large');
  });

  it('is refused when it turns out to be a bomb', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024, '1,2,3,4,5,6\n'));
    expect(await codeOf(gzipSync(zeros))).toMatch(/archive-too-large|columns-missing/);
    expect(await codeOf(gzipSync(csv), { maxUnpackedBytes: 1000 })).toBe('archive-too-large');
    const bomb = gzipSync(gzipSync(Buffer.alloc(256 * 1024 * 1024, 'x')));
    expect(await codeOf(bomb)).toBe('archive-too-large');
  });

  it('is refused when it is cut or damaged', async () => {
    const packed = gzipSync(csv);
    expect(await codeOf(packed.subarray(0, packed.length - 20))).toBe('file-cut');
    const zip = zipOf([member]);
    expect(await codeOf(zip.subarray(0, zip.length - 20))).toBe('file-cut');
    packed[packed.length - 6] ^= 1;
    expect(await codeOf(packed)).toBe('file-broken');
    zip[60] ^= 255;
    expect(await codeOf(zip)).toBe('file-broken');
  });

  it('is refused when what is unpacked does not fit its checksum', async () => {
    const stored = zipOf([{ ...member, method: 0 }]);
    expect((await readFile('x.zip', stored)).rows.length).toBe(100);
    // A price of the last row, which is read as well as any other.
    const at = stored.lastIndexOf(',104,');
    stored[at + 3] = stored[at + 3] === 0x34 ? 0x35 : 0x34;
    const refusal = await refusalOf('x.zip', stored);
    expect([refusal.code, refusal.details]).toEqual([
      'file-broken',
      [{ field: member.name, problem: 'does not fit its checksum' }],
    ]);
  });

  it.each([
    [12, 'bzip2'],
    [14, 'LZMA'],
    [77, 'method 77'],
  ])('is refused for method %i of packing, by its name', async (method, name) => {
    const refusal = await refusalOf('x.zip', zipOf([{ ...member, method }]));
    expect([refusal.code, refusal.details, refusal.hint]).toEqual([
      'file-unsupported',
      [{ field: member.name, problem: `is packed with ${name}, which is not unpacked` }],
      expect.stringMatching('Deflate'),
    ]);
    const document = { name: 'README.md', bytes: Buffer.from('hi'), method };
    expect((await readFile('x.zip', zipOf([document, member]))).rows.length).toBe(100);
  });
});
