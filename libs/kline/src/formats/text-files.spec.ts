import { describe, expect, it } from '@jest/globals';
import { readFile, refusalOf, someBars } from '../../../../test/support/market-files.js';

const ISO = (time: number) => new Date(time).toISOString();
const FIRST = ['2024-01-01T00:00:00.000Z', 100, 107.5, 99.75, 107, 1];
const HEADER = 'time,open,high,low,close,volume\n';

/** Lines of bars in columns of one's own. */
function lines(
  write: (bar: ReturnType<typeof someBars>[number], at: number) => (string | number)[],
  { count = 40, step = 60_000, from = Date.UTC(2024, 0, 1), delimiter = ',', end = '\n' } = {},
) {
  return someBars(count, step, from)
    .map((bar, at) => write(bar, at).join(delimiter))
    .join(end);
}

const plain = lines((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume]);

describe('Binance', () => {
  const twelve = (scale: number) => (bar: ReturnType<typeof someBars>[number]) => [
    bar.time * scale,
    bar.open,
    bar.high,
    bar.low,
    bar.close,
    bar.volume,
    (bar.time + 59_999) * scale,
    5000.5,
    42,
    1,
    1,
    0,
  ];

  it('has quote volume and trades in its twelve columns, with a header or without', async () => {
    const header =
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n';
    for (const text of [lines(twelve(1)), header + lines(twelve(1))]) {
      const { found, rows, quoteVolumes, trades, refused } = await readFile(
        'BTCUSDT-1m-2024-01.csv',
        text,
      );
      expect(found).toMatchObject({
        format: 'binance',
        kind: 'bars',
        symbol: 'BTCUSDT',
        timeframe: '1m',
        timezone: 'UTC',
      });
      expect([rows.length, rows[0], quoteVolumes[0], trades[0], refused]).toEqual([
        40,
        FIRST,
        5000.5,
        42,
        [],
      ]);
    }
  });

  it('may go over from milliseconds to microseconds inside, either way', async () => {
    const both = `${lines(twelve(1), { count: 20 })}\n${lines(twelve(1000), { count: 20, from: Date.UTC(2024, 0, 1, 0, 20) })}`;
    const turned = both.split('\n').toReversed().join('\n');
    for (const text of [both, turned]) {
      const { rows, found } = await readFile('x.csv', text);
      const times = rows.map(([time]) => Date.parse(String(time))).toSorted((a, b) => a - b);
      expect(times).toEqual(someBars(40).map((bar) => bar.time));
      expect(found.timeframe).toBe('1m');
    }
  });

  it('writes strings in JSON arrays, and objects', async () => {
    const arrays = JSON.stringify(
      someBars(5).map((bar) =>
        twelve(1)(bar).map((cell, at) => (at === 0 || at === 6 ? cell : String(cell))),
      ),
    );
    const { found, rows, trades } = await readFile('BTCUSDT.json', arrays);
    expect([found.format, rows[0], trades[0]]).toEqual(['binance', FIRST, 42]);
    const objects = JSON.stringify(
      someBars(5).map((bar) => ({
        openTime: bar.time,
        open: `${bar.open}`,
        high: `${bar.high}`,
        low: `${bar.low}`,
        close: `${bar.close}`,
        volume: `${bar.volume}`,
        closeTime: 1,
        quoteAssetVolume: '7',
        numberOfTrades: 3,
        buyRatio: '',
      })),
    );
    const read = await readFile('BTCUSDT.json', objects);
    expect([read.found.format, read.rows[0], read.quoteVolumes[0], read.trades[0]]).toEqual([
      'binance',
      FIRST,
      7,
      3,
    ]);
  });

  it('gives funding rates with exact stamps', async () => {
    const csv = `calc_time,funding_interval_hours,last_funding_rate\n${[17, 3, 0].map((late, at) => `${Date.UTC(2024, 0, 1, 8 * at) + late},8,0.0001${at}`).join('\n')}`;
    const { found, rows } = await readFile('BTCUSDT-fundingRate-2024-01.csv', csv);
    expect(found).toMatchObject({ kind: 'funding', symbol: 'BTCUSDT', timeframe: '8h' });
    expect(rows.map(([time, rate]) => [time, rate])).toEqual([
      ['2024-01-01T00:00:00.017Z', 0.0001],
      ['2024-01-01T08:00:00.003Z', 0.00011],
      ['2024-01-01T16:00:00.000Z', 0.00012],
    ]);
    const json = JSON.stringify(
      [0, 1, 2].map((at) => ({
        symbol: 'BTCUSDT',
        fundingTime: Date.UTC(2024, 0, 1, 8 * at),
        fundingRate: '-0.0003',
        markPrice: '42000',
      })),
    );
    const read = await readFile('rates.json', json);
    expect([read.found.kind, read.found.symbol, read.rows[0].slice(0, 2)]).toEqual([
      'funding',
      'BTCUSDT',
      ['2024-01-01T00:00:00.000Z', -0.0003],
    ]);
  });
});

describe('a file without a header', () => {
  it('has its prices where they fit: Bitfinex writes close, high, low', async () => {
    const text = lines((bar) => [bar.time, bar.open, bar.close, bar.high, bar.low, bar.volume]);
    const { found, rows } = await readFile('x.csv', text);
    expect([found.format, rows[0]]).toEqual(['bitfinex', FIRST]);
    expect(found.columns).toMatchObject({ open: 1, close: 2, high: 3, low: 4, volume: 5 });
    expect(found.notes.join()).toContain('open, close, high, low');
  });

  it('may be in any order, also newest first', async () => {
    const coinbase = lines((bar) => [
      bar.time / 1000,
      bar.low,
      bar.high,
      bar.open,
      bar.close,
      bar.volume,
    ]);
    const { rows } = await readFile('x.csv', coinbase.split('\n').toReversed().join('\n'));
    expect(rows.at(-1)).toEqual(FIRST);
  });

  it('may tell of a time whose milliseconds have twelve digits', async () => {
    const text = lines((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume], {
      from: Date.UTC(2000, 0, 1),
    });
    expect((await readFile('x.csv', text)).rows[0]).toEqual([
      '2000-01-01T00:00:00.000Z',
      ...FIRST.slice(1),
    ]);
  });

  it('may have the volume among the prices', async () => {
    const gate = lines((bar) => [
      bar.time / 1000,
      bar.volume,
      bar.close,
      bar.high,
      bar.low,
      bar.open,
    ]);
    const { found, rows } = await readFile('x.csv', gate);
    expect([found.columns, rows[0]]).toEqual([
      { time: 0, volume: 1, close: 2, high: 3, low: 4, open: 5 },
      FIRST,
    ]);
  });

  it('is of Kraken when seconds and seven columns say so', async () => {
    const text = lines((bar) => [
      bar.time / 1000,
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
      9,
    ]);
    const { found, rows, trades } = await readFile('XBTUSD_1.csv', text);
    expect([found.format, found.symbol, found.timeframe, rows[0], trades[0]]).toEqual([
      'kraken',
      'XBTUSD',
      '1m',
      FIRST,
      9,
    ]);
  });

  it('is refused when no order fits, and read when the columns are told', async () => {
    const text = lines((bar, at) => [
      bar.time,
      at % 2 ? 1 : 9,
      at % 2 ? 9 : 1,
      at % 3 ? 0.5 : 20,
      at % 3 ? 20 : 0.5,
      1,
    ]);
    expect((await refusalOf('x.csv', text)).code).toBe('columns-unclear');
    const { rows } = await readFile('x.csv', text, {
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4 },
    });
    expect(rows[1].slice(1, 5)).toEqual([1, 9, 0.5, 20]);
  });

  it('is read in the order of a format that is told', async () => {
    const { rows, found } = await readFile('x.csv', plain, { format: 'bitfinex' });
    expect([found.format, rows[0].slice(1, 5)]).toEqual(['bitfinex', [100, 99.75, 107, 107.5]]);
  });
});

describe('CryptoDataDownload', () => {
  it('has a comment first, the newest bar first, and hours such as 09-AM', async () => {
    const rows = someBars(30, 3_600_000, Date.UTC(2019, 9, 16, 20)).toReversed();
    const clock = (time: number) => {
      const hour = new Date(time).getUTCHours();
      return `${ISO(time).slice(0, 10)} ${String(hour % 12 || 12).padStart(2, '0')}-${hour < 12 ? 'AM' : 'PM'}`;
    };
    const text = `Timestamps are UTC timezone,https://www.CryptoDataDownload.com\r\ndate,symbol,open,high,low,close,volume_btc,volume\r\n${rows.map((bar) => [clock(bar.time), 'BTC/USD', bar.open, bar.high, bar.low, bar.close, bar.volume, 999].join(',')).join('\r\n')}\r\n`;
    const read = await readFile('Coinbase_BTCUSD_1h.csv', text);
    expect(read.found).toMatchObject({
      format: 'cryptodatadownload',
      symbol: 'BTCUSD',
      timeframe: '1h',
    });
    expect(read.rows.map(([time]) => time)).toEqual(rows.map((bar) => ISO(bar.time)));
    expect([read.rows[0][5], read.quoteVolumes[0], read.lines[0]]).toEqual([30, 999, 3]);
  });
});

describe('MetaTrader', () => {
  const stamp = (time: number) => ISO(time).slice(0, 10).replaceAll('-', '.');
  const clock = (time: number) => ISO(time).slice(11, 19);

  it('parts date and time, and counts ticks where there is no volume', async () => {
    const header =
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\t\r\n';
    const text =
      header +
      lines(
        (bar) => [
          stamp(bar.time),
          clock(bar.time),
          bar.open,
          bar.high,
          bar.low,
          bar.close,
          bar.volume,
          0,
          5,
        ],
        { delimiter: '\t', end: '\r\n' },
      );
    const { found, rows } = await readFile('EURUSD_M1.csv', text);
    expect(found).toMatchObject({ format: 'metatrader', symbol: 'EURUSD', timeframe: '1m' });
    expect(rows[0]).toEqual(FIRST);
  });

  it('writes UTF-16 too', async () => {
    const text = lines((bar) => [
      stamp(bar.time),
      clock(bar.time).slice(0, 5),
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
    ]);
    const { rows, found } = await readFile('EURUSD1.csv', Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect([rows[0], rows.length, found.format]).toEqual([FIRST, 40, 'metatrader']);
  });

  it('is read when whole lines stand in quotes, and when weekdays are of another encoding', async () => {
    const quoted = `"Time\tOpen\tHigh\tLow\tClose\tVolume"\n${lines((bar) => [`"${ISO(bar.time).slice(0, 19).replace('T', ' ')}`, bar.open, bar.high, bar.low, bar.close, `${bar.volume}"`], { delimiter: '\t' })}`;
    expect((await readFile('x.csv', quoted)).rows[0]).toEqual(FIRST);
    const thai = Buffer.from(
      `<DATE>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>\n${lines((bar) => [stamp(bar.time), '\xa8\xd1\xb9', clock(bar.time).replace(/^0/, ''), bar.open, bar.high, bar.low, bar.close, bar.volume])}`,
      'latin1',
    );
    expect((await readFile('x.csv', thai)).rows[0]).toEqual(FIRST);
  });
});

describe('TradingView', () => {
  it('names offsets, repeats headers, and may lack the volume', async () => {
    const text = `time,open,high,low,close,Plot,Plot,"CVD (Haut"\n${lines((bar) => [`${ISO(bar.time + 9 * 3_600_000).slice(0, 19)}+09:00`, bar.open, bar.high, bar.low, bar.close, 'NaN', 'NaN', 'NaN'])}`;
    const { found, rows } = await readFile('BINANCE_BTCUSDT, 1.csv', text);
    expect(found).toMatchObject({ format: 'tradingview', symbol: 'BTCUSDT', timezone: 'UTC' });
    expect(rows[0]).toEqual([...FIRST.slice(0, 5), NaN]);
  });

  it('tells by clock changes that days open in New York', async () => {
    const days = Array.from(
      { length: 300 },
      (_, day) => Date.UTC(2023, 0, 2) + day * 86_400_000,
    ).filter((day) => new Date(day).getUTCDay() % 6 !== 0);
    const summer = (day: number) => day >= Date.UTC(2023, 2, 12) && day < Date.UTC(2023, 10, 5);
    const text = `time,open,high,low,close,volume\n${days.map((day) => `${day / 1000 + (summer(day) ? 13.5 : 14.5) * 3600},1,2,0.5,1.5,10`).join('\n')}`;
    const { found } = await readFile('BATS_TSLA, 1D.csv', text);
    expect(found).toMatchObject({
      timeframe: '1d',
      sessionZone: 'America/New_York',
      dayStartMs: 9.5 * 3_600_000,
    });
  });
});

describe('Yahoo', () => {
  it('has an adjusted close besides, and rows of null that are refused', async () => {
    const text = `Date,Open,High,Low,Close,Adj Close,Volume\n${lines((bar) => [ISO(bar.time).slice(0, 10), bar.open, bar.high, bar.low, bar.close, 1, bar.volume], { step: 86_400_000 })}\n2024-02-10,null,null,null,null,null,null\n`;
    const { found, rows, refused } = await readFile('AAPL.csv', text);
    expect(found).toMatchObject({
      format: 'yahoo',
      symbol: 'AAPL',
      timeframe: '1d',
      sessionZone: 'UTC',
      dayStartMs: 0,
    });
    expect(rows[0]).toEqual(FIRST);
    expect(refused).toEqual([
      { line: 42, reason: 'price-missing', text: '2024-02-10,null,null,null,null,null,null' },
    ]);
  });

  it('is read out of its charts, whose columns are arrays', async () => {
    const bars = someBars(10, 86_400_000);
    const of = (name: 'open' | 'high' | 'low' | 'close' | 'volume') => bars.map((bar) => bar[name]);
    const chart = {
      chart: {
        result: [
          {
            meta: { symbol: 'AAPL' },
            timestamp: bars.map((bar) => bar.time / 1000),
            indicators: {
              quote: [
                {
                  volume: of('volume'),
                  open: of('open'),
                  high: of('high'),
                  low: of('low'),
                  close: of('close'),
                },
              ],
              adjclose: [{ adjclose: of('close') }],
            },
          },
        ],
        error: null,
      },
    };
    const { rows } = await readFile('AAPL.json', JSON.stringify(chart));
    expect([rows.length, rows[0]]).toEqual([10, FIRST]);
  });
});

describe('JSON', () => {
  const objects = someBars(10).map(({ time, ...bar }) => ({
    t: time,
    o: bar.open,
    h: bar.high,
    l: bar.low,
    c: bar.close,
    v: bar.volume,
  }));
  const arrays = someBars(10).map((bar) => [
    bar.time,
    bar.open,
    bar.high,
    bar.low,
    bar.close,
    bar.volume,
  ]);

  it.each([
    ['an array of arrays', arrays],
    ['an array of objects', objects],
    ['objects within an answer', { status: 'OK', results: objects, count: 10 }],
    ['arrays within an answer', { retCode: 0, result: { symbol: 'BTCUSDT', list: arrays } }],
    [
      "Kraken's answer",
      {
        error: [],
        result: {
          XXBTZUSD: arrays.map(([time, ...rest]) => [
            time / 1000,
            ...rest.slice(0, 4).map(String),
            String(rest[3]),
            String(rest[4]),
            7,
          ]),
          last: 5,
        },
      },
    ],
    [
      'dates of MongoDB',
      objects.map(({ t, ...bar }) => ({ _id: { $oid: '5f' }, time: { $date: t }, ...bar })),
    ],
    [
      'objects under their dates',
      {
        meta: { a: 1 },
        series: Object.fromEntries(
          objects.map(({ t, o, h, l, c, v }) => [
            ISO(t).slice(0, 19),
            { '1. open': o, '2. high': h, '3. low': l, '4. close': c, '5. volume': v },
          ]),
        ),
      },
    ],
    [
      'columns of pandas',
      {
        columns: ['Open', 'High', 'Low', 'Close', 'Volume'],
        index: arrays.map(([time]) => time),
        data: arrays.map((row) => row.slice(1)),
      },
    ],
  ])('is read as %s', async (_, value) => {
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      const { rows, refused } = await readFile('x.json', text);
      expect([rows.length, rows[0], refused]).toEqual([10, FIRST, []]);
    }
  });

  it('may be an object a line', async () => {
    const { rows } = await readFile(
      'x.jsonl',
      objects.map((bar) => JSON.stringify(bar)).join('\n'),
    );
    expect([rows.length, rows[0]]).toEqual([10, FIRST]);
  });

  it('lists records that are none, and those that lack a price', async () => {
    const text = JSON.stringify([
      ...objects.slice(0, 5),
      null,
      { t: 1704067800000, o: 1, h: 1, l: 1 },
      { t: 1704067860000, o: 'x', h: 1, l: 1, c: 1, v: 1 },
      ...objects.slice(5),
    ]);
    const { rows, refused } = await readFile('x.json', text);
    expect(rows.length).toBe(10);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'too-few-cells'],
      [7, 'price-missing'],
      [8, 'not-a-number'],
    ]);
  });

  it('is refused when it is cut, broken, or nested without end', async () => {
    const text = JSON.stringify(arrays);
    expect((await refusalOf('x.json', text.slice(0, -30))).code).toBe('file-cut');
    expect((await refusalOf('x.json', text.replace('],[', ']x['))).code).toBe('file-broken');
    expect((await refusalOf('x.json', `${'['.repeat(5000)}1`)).code).toBe('json-too-deep');
    expect((await refusalOf('x.json', `[{"t":1,"a":${'['.repeat(5000)}`)).code).toBe(
      'json-too-deep',
    );
  });
});

describe('delimited text', () => {
  it('is known by the names of its columns, in any order and spelling', async () => {
    const text = `Ticker|Closing|LOW|High Price|o|"Date Time"|Vol\n${lines((bar) => ['abc', bar.close, bar.low, bar.high, bar.open, `"${ISO(bar.time)}"`, bar.volume], { delimiter: '|' })}`;
    const { found, rows } = await readFile('x.dat', `\ufeff${text}`);
    expect([found.symbol, found.format, rows[0]]).toEqual(['abc', 'csv', FIRST]);
    expect(found.columns).toMatchObject({
      close: 'Closing',
      open: 'o',
      time: 'Date Time',
      symbol: 'Ticker',
    });
  });

  it('may have decimal commas, and thousands in groups', async () => {
    const comma = (value: number) => value.toFixed(2).replace('.', ',');
    const german = `Datum;open;high;low;close;volume\n${lines((bar) => [ISO(bar.time).slice(0, 16), comma(bar.open), comma(bar.high), comma(bar.low), comma(bar.close), '1.234,5'], { delimiter: ';' })}`;
    expect((await readFile('x.csv', german)).rows[0]).toEqual([...FIRST.slice(0, 5), 1234.5]);
    const quoted = `"Date","Price","Open","High","Low","Vol.","Change %"\n${lines((bar) => [ISO(bar.time).slice(0, 10), bar.close, bar.open, bar.high, bar.low, '1.2K', '0.3%'].map((cell) => `"${typeof cell === 'number' ? `1,${(cell + 100).toFixed(2)}` : cell}"`), { step: 86_400_000 })}`;
    expect((await readFile('x.csv', quoted)).rows[0].slice(1)).toEqual([
      1200, 1207.5, 1199.75, 1207, 1200,
    ]);
  });

  it('is refused where 1,234 may be either, unless it is told', async () => {
    const text = `time;open;high;low;close\n${lines((bar) => [ISO(bar.time), '1,234', '1,240', '1,230', '1,235'], { delimiter: ';' })}`;
    expect((await refusalOf('x.csv', text)).code).toBe('decimal-unclear');
    expect((await readFile('x.csv', text, { decimal: ',' })).rows[0][1]).toBe(1.234);
    expect((await readFile('x.csv', text, { decimal: '.' })).rows[0][1]).toBe(1234);
  });

  it('has times in the zone that is told', async () => {
    const text = `time,open,high,low,close\n${lines((bar) => [ISO(bar.time).slice(0, 16).replace('T', ' '), bar.open, bar.high, bar.low, bar.close])}`;
    const untold = await readFile('x.csv', text);
    expect([untold.found.timezone, untold.found.notes.join()]).toEqual([
      'UTC',
      expect.stringContaining('read as UTC'),
    ]);
    const { found, rows } = await readFile('x.csv', text, { timezone: 'America/New_York' });
    expect([found.timezone, rows[0][0]]).toEqual(['America/New_York', '2024-01-01T05:00:00.000Z']);
    expect((await refusalOf('x.csv', text, { timezone: 'Nowhere' })).code).toBe('timezone-unknown');
  });

  it('lists rows that cannot be read, and reads on', async () => {
    const good = lines((bar) => [
      ISO(bar.time),
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
    ]).split('\n');
    const bad = [
      '2024-01-01,1,2',
      'yesterday,1,2,1,2,3',
      ',1,2,1,2,3',
      '2024-01-02,one,2,1,2,3',
      '2024-01-02,1,2,,2,3',
      '2024-01-02,1,2,1,2,3,4',
      HEADER.trim(),
      '"2024-01-02,1,2',
    ];
    const { rows, refused } = await readFile(
      'x.csv',
      HEADER + [...good.slice(0, 20), ...bad, '', ...good.slice(20)].join('\n'),
    );
    expect(rows.length).toBe(40);
    expect(refused.map(({ line, reason, text }) => [line, reason, text])).toEqual(
      [
        'too-few-cells',
        'time-unreadable',
        'time-missing',
        'not-a-number',
        'price-missing',
        'too-many-cells',
        'repeated-header',
        'too-few-cells',
      ].map((reason, at) => [22 + at, reason, bad[at]]),
    );
  });

  it('lacks columns: the refusal says which', async () => {
    const refusal = await refusalOf(
      'x.csv',
      `date,BTCUSDT_close,BTCUSDT_volume\n${lines((bar) => [ISO(bar.time), bar.close, bar.volume])}`,
    );
    expect([refusal.code, refusal.details.map(({ field }) => field)]).toEqual([
      'columns-missing',
      ['open', 'high', 'low'],
    ]);
    expect(refusal.hint).toContain('BTCUSDT_close');
  });

  it('does not hold what its header says: the refusal says what does, and columns help', async () => {
    const text = HEADER.replace('open,high,low', 'low,open,high') + plain;
    const refusal = await refusalOf('x.csv', text);
    expect([refusal.code, refusal.details[0]]).toEqual([
      'columns-mislabelled',
      { field: 'open', problem: 'seems to stand in the column called low' },
    ]);
    expect(
      (await readFile('x.csv', text, { columns: { open: 'low', high: 'open', low: 'high' } }))
        .rows[0],
    ).toEqual(FIRST);
    expect((await refusalOf('x.csv', text, { columns: { open: 'opne' } })).code).toBe(
      'column-unknown',
    );
  });

  it('holds several symbols: one is read when it is named, the others are listed', async () => {
    const text = `time,symbol,open,high,low,close\n${['BTC/USDT', 'ETH/USDT'].map((symbol) => lines((bar) => [bar.time, symbol, bar.open, bar.high, bar.low, bar.close])).join('\n')}`;
    const refusal = await refusalOf('x.csv', text);
    expect([refusal.code, refusal.details[0].problem]).toEqual([
      'several-symbols',
      'the first rows are of BTCUSDT, ETHUSDT',
    ]);
    const { rows, refused, found } = await readFile('x.csv', text, { symbol: 'ETHUSDT' });
    expect([found.symbol, rows.length, refused.length, refused[0].reason]).toEqual([
      'ETHUSDT',
      40,
      40,
      'other-symbol',
    ]);
  });

  it('holds several symbols that nothing tells apart: it is refused', async () => {
    const text = HEADER + lines((bar) => [`${bar.time},1,2,1,2,3\n${bar.time},900,901,899,900,3`]);
    expect((await refusalOf('x.csv', text)).code).toBe('several-symbols');
  });

  it('is refused when most of it cannot be read, or it is empty', async () => {
    const refusal = await refusalOf(
      'x.csv',
      HEADER + lines((bar, at) => [bar.time, at % 3 ? 'x' : 1, 2, 1, 2, 3]),
    );
    expect([refusal.code, refusal.details[0].field]).toEqual(['mostly-unreadable', 'not-a-number']);
    expect((await refusalOf('x.csv', '')).code).toBe('file-empty');
    expect((await refusalOf('x.csv', HEADER)).code).toBe('no-rows');
    expect((await refusalOf('x.csv', '<!DOCTYPE html><html>')).code).toBe('file-unsupported');
  });

  it.each([
    [7 * 86_400_000, '1w'],
    [4 * 3_600_000, '4h'],
    [600_000, null],
  ])('%d ms apart is %s', async (step, timeframe) => {
    const { found } = await readFile(
      'x.csv',
      HEADER + lines((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close, 1], { step }),
    );
    expect(found.timeframe).toBe(timeframe);
  });

  it('of months is known, at whatever day they are stamped', async () => {
    const months = Array.from({ length: 30 }, (_, month) => Date.UTC(2020, month + 1, 0));
    const { found } = await readFile(
      'x.csv',
      HEADER + months.map((month) => `${month},1,2,1,2,3`).join('\n'),
    );
    expect(found.timeframe).toBe('1M');
  });
});

describe('LEAN', () => {
  it('writes stocks ten thousandfold, in milliseconds of a day of New York', async () => {
    const text = lines((_, at) => [
      34_200_000 + at * 60_000,
      6_450_000,
      6_460_500,
      6_440_000,
      6_455_000,
      100,
    ]);
    const { found, rows } = await readFile('20140605_aapl_minute_trade.csv', text);
    expect(found).toMatchObject({
      format: 'lean',
      symbol: 'AAPL',
      timeframe: '1m',
      timezone: 'America/New_York',
    });
    expect(rows[0]).toEqual(['2014-06-05T13:30:00.000Z', 645, 646.05, 644, 645.5, 100]);
    expect((await refusalOf('minute.csv', text)).code).toBe('day-unknown');
  });

  it('gives factors and tickers by day', async () => {
    const { found, adjustments } = await readFile(
      'aapl.csv',
      '19980102,0.8613657,0.00892857,1\n20140606,0.8613657,0.1428571,645.57\n20501231,1,1,0',
    );
    expect(found).toMatchObject({ kind: 'adjustments', symbol: 'AAPL', format: 'lean' });
    expect(adjustments[1]).toEqual({
      line: 2,
      date: Date.UTC(2014, 5, 6),
      priceFactor: 0.8613657,
      splitFactor: 0.1428571,
      referencePrice: 645.57,
      dividend: null,
      ticker: null,
      exchange: null,
    });
    const map = await readFile('goog.csv', '20040819,goog,Q\n20501231,googl,Q');
    expect(map.adjustments.map(({ ticker, exchange }) => [ticker, exchange])).toEqual([
      ['goog', 'Q'],
      ['googl', 'Q'],
    ]);
  });
});

describe('splits and dividends', () => {
  it('are read by the names of their columns', async () => {
    const { found, adjustments } = await readFile(
      'AAPL.csv',
      'Date,Dividends,Stock Splits\n2014-06-09,0.0,7.0\n2014-08-07,0.1175,0.0\n2020-08-31,0,4:1\n',
    );
    expect([found.kind, found.symbol]).toEqual(['adjustments', 'AAPL']);
    expect(
      adjustments.map(({ date, splitFactor, dividend }) => [
        ISO(date).slice(0, 10),
        splitFactor,
        dividend,
      ]),
    ).toEqual([
      ['2014-06-09', 7, 0],
      ['2014-08-07', null, 0.1175],
      ['2020-08-31', 4, 0],
    ]);
  });
});
