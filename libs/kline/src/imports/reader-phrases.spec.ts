import { describe, expect, it } from '@jest/globals';
import {
  bytesSource,
  FORMAT_ERRORS,
  FormatError,
  openMarketFile,
  ROW_REASONS,
} from '../formats/index.js';
import { UNSUPPORTED } from '../formats/magic.js';
import { readerText } from './reader-phrases.js';
import { rowReasonText } from './row-reason-text.js';

const CHINESE = /\p{Script=Han}/u;
const ROWS = ['1,2,1,2,5', '2,2,1,1,5', '1,3,1,3,5'];

async function saidOf(text: string, name = 'x.csv', options = {}): Promise<string[]> {
  try {
    const { found } = await openMarketFile(bytesSource(name, Buffer.from(text)), options);
    return found.notes;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, hint, details } = error;
    return [message, hint, ...details.map(({ problem }) => problem)].filter(Boolean);
  }
}

describe('readerText', () => {
  it.each([...Object.values(FORMAT_ERRORS), ...Object.values(UNSUPPORTED)])(
    'knows in Chinese: %s',
    (said) => expect(readerText(said).zh).toMatch(CHINESE),
  );

  it.each([
    ['of files without columns', saidOf('time,open\n2024-01-01,1\n2024-01-02,1\n')],
    ['of unknown zones', saidOf('a', 'x', { timezone: 'Mars/Base' })],
    ['of unknown formats', saidOf('a', 'x', { format: 'xlsx' })],
    [
      'of unknown columns',
      saidOf('time,open,high,low,close\n2024-01-01,1,1,1,1\n', 'x.csv', { columns: { open: 'o' } }),
    ],
    ['of what is no text', saidOf('a\0b\0c\0\x01\x02')],
    [
      'of local times',
      saidOf(
        [
          'time,open,high,low,close,volume',
          ...ROWS.map((row, i) => `2024-01-01 0${i}:00,${row}`),
        ].join('\n'),
      ),
    ],
    [
      'of dates read as day first',
      saidOf(
        [
          'date,open,high,low,close,volume',
          ...ROWS.map((row, i) => `0${i + 1}/02/2024,${row}`),
        ].join('\n'),
      ),
    ],
    [
      'of another timeframe',
      saidOf(
        ROWS.concat(ROWS)
          .map((row, i) => `${1_700_000_000 + i * 3600},${row}`)
          .join('\n'),
        'x',
        {
          timeframe: '1d',
        },
      ),
    ],
    [
      'of no volume',
      saidOf(
        [
          'time,open,high,low,close',
          ...ROWS.map((row, i) => `2024-01-0${i + 1},${row.slice(0, -2)}`),
        ].join('\n'),
      ),
    ],
  ])('knows all that is said %s', async (_, said) => {
    const all = await said;
    expect(all).not.toEqual([]);
    for (const each of all)
      expect([each, readerText(each).zh]).toEqual([each, expect.stringMatching(CHINESE)]);
  });

  it('puts what was found into its place', () => {
    expect(readerText('20 bytes unpack to more than 7')).toEqual({
      en: '20 bytes unpack to more than 7',
      zh: '20 字节解压后超过 7 字节',
    });
    expect(
      readerText('Days start at 17:00 in America/New_York, as their clock changes show.').zh,
    ).toBe('由时钟变更可知，交易日从 America/New_York 的 17:00 开始。');
  });

  it('leaves the words of a library as they are', () => {
    expect(readerText('gzip: incorrect header check').zh).toBe('gzip: incorrect header check');
  });
});

describe('rowReasonText', () => {
  it.each([
    ...Object.keys(ROW_REASONS),
    'high-not-highest',
    'others-bar',
    'others-rate',
    'rate-out-of-range',
    'adjustment-invalid',
  ])('says %s in both languages', (reason) => {
    const { en, zh } = rowReasonText(reason);
    expect(en).toMatch(/^[A-Za-z].* /);
    expect(zh).toMatch(CHINESE);
  });
});
