import { describe, expect, it } from '@jest/globals';
import { readFile, refusalOf, someBars } from '../../../../test/support/market-files.js';

const HOUR = 3_600_000;
// As Binance writes them: close time, quote volume, trades and more behind the volume.
const binance = someBars(30, HOUR)
  .map(({ time, open, high, low, close, volume }, i) =>
    [
      time,
      open,
      high,
      low,
      close,
      volume,
      time + HOUR - 1,
      volume * close + 0.5,
      900 + i,
      1,
      2,
      0,
    ].join(','),
  )
  .join('\n');
const FOUND = {
  time: 0,
  open: 1,
  high: 2,
  low: 3,
  close: 4,
  volume: 5,
  quote_volume: 7,
  trades: 8,
};
const metatrader = [
  '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>',
  ...someBars(30, HOUR).map(({ time, open, high, low, close, volume }) => {
    const [day, clock] = new Date(time).toISOString().slice(0, 19).split('T');
    return [day.replaceAll('-', '.'), clock, open, high, low, close, volume, 0, 3].join('\t');
  }),
].join('\n');

describe('columns that are told', () => {
  it.each([
    [{}, FOUND],
    [{ close: 2 }, { ...FOUND, close: 2 }],
    [{ open: 3 }, { ...FOUND, open: 3 }],
    [
      { high: 4, low: 1 },
      { ...FOUND, high: 4, low: 1 },
    ],
    [
      { open: 1, high: 1, low: 1, close: 1 },
      { ...FOUND, high: 1, low: 1, close: 1 },
    ],
    [{ volume: 10 }, { ...FOUND, volume: 10 }],
    [
      { trades: 5, quote_volume: 10 },
      { ...FOUND, trades: 5, quote_volume: 10 },
    ],
    [{ open: 1, high: 2, low: 3, close: 4 }, FOUND],
  ])(
    'as %j are taken, and the rest of a file without a header stays as found',
    async (told, all) => {
      const { found, rows } = await readFile('x.csv', binance, { columns: told });
      expect(found.columns).toEqual(all);
      const cells = binance.split('\n')[9].split(',').map(Number);
      const { open, high, low, close, volume } = all;
      expect(rows[9].slice(1)).toEqual([open, high, low, close, volume].map((at) => cells[at]));
    },
  );

  it('tell where volumes stand that are in front of the prices', async () => {
    const text = someBars(30, HOUR)
      .map((bar) => [bar.time, bar.volume, bar.open, bar.high, bar.low, bar.close].join(','))
      .join('\n');
    const columns = { open: 2, high: 3, low: 4, close: 5 };
    const { found } = await readFile('x.csv', text, { columns });
    expect(found.columns).toEqual({ time: 0, volume: 1, ...columns });
  });

  it('are refused where the file has not so many', async () => {
    const refusal = await refusalOf('x.csv', binance, { columns: { close: 12 } });
    expect([refusal.code, refusal.details[0].field]).toEqual(['column-unknown', 'columns.close']);
  });

  it('say which volume of MetaTrader is taken, though it is 0', async () => {
    const untold = await readFile('EURUSD_H1.csv', metatrader);
    expect(untold.found.columns.volume).toBe('<TICKVOL>');
    const told = await readFile('EURUSD_H1.csv', metatrader, { columns: { volume: 'VOL' } });
    expect([told.found.columns.volume, told.rows[3][5], told.found.notes.join()]).toEqual([
      '<VOL>',
      0,
      expect.not.stringMatching('tick volume'),
    ]);
  });
});

describe('the volume of a file', () => {
  const bars = someBars(20, HOUR);
  const csv = (header: string, volume: boolean) =>
    [
      `time,open,high,low,close${header}`,
      ...bars.map((bar) =>
        [bar.time, bar.open, bar.high, bar.low, bar.close, ...(volume ? [bar.volume] : [])].join(),
      ),
    ].join('\n');

  it('is told to be made up where no column holds it', async () => {
    const none = 'No column holds volumes, so they are stored as 0.';
    expect((await readFile('x.csv', csv('', false))).found.notes).toContain(none);
    expect((await readFile('x.csv', csv(',volume', true))).found.notes).not.toContain(none);
  });

  it('is the traded quantity of the NSE', async () => {
    const { found } = await readFile('x.csv', csv(',Total Traded Quantity', true));
    expect(found.columns.volume).toBe('Total Traded Quantity');
  });
});
