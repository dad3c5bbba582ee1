import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Bars, Timeframe } from '@app/engine';
import { isHere } from '../../../../test/support/is-here.js';
import { bytesSource, openMarketFile } from '../formats/index.js';
import { rowAt } from '../shared-bars.js';
import { coverageOf } from './coverage.js';
import { countDefects } from './defects.js';
import { findGaps } from './fixtures/find-gaps.js';
import { gapsIn, type GapReport, learnWeek } from './gaps.js';
import { largestGaps } from './gap-list.js';
import { findHoles } from './holes.js';
import { findSpikes } from './spikes.js';

const FOLDER = new URL('../../../../../shared/data/', import.meta.url);
const MANIFEST = new URL('MANIFEST.json', FOLDER);

interface Dataset {
  file: string;
  symbol: string;
  timeframe: Timeframe;
  rows: number;
  defects: Record<string, number>;
}

// Python wrote it, with NaN for what is no number.
const datasets: Dataset[] = isHere(MANIFEST)
  ? JSON.parse(readFileSync(MANIFEST, 'utf8').replaceAll(': NaN', ': null')).datasets
  : [];

function datasetOf(file: string): Dataset {
  const found = datasets.find((each) => each.file === file);
  if (!found) throw new Error(`There is no ${file}.`);
  return found;
}

/** Reads a file into columns, oldest first, each time once, rows that break a rule included. */
async function read({ file, symbol, timeframe }: Dataset): Promise<{ bars: Bars; zone: string }> {
  const source = bytesSource(file.split('/').at(-1) ?? file, readFileSync(new URL(file, FOLDER)));
  const market = await openMarketFile(source, { symbol, timeframe });
  const byTime = new Map<number, number[]>();
  for await (const { rows } of market.batches()) {
    for (let i = 0; i < rows.count; i++) {
      const { time, open, high, low, close, volume } = rows;
      byTime.set(time[i], [time[i], open[i], high[i], low[i], close[i], volume[i]]);
    }
  }
  const rows = [...byTime.values()].toSorted((a, b) => a[0] - b[0]);
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  const [time, open, high, low, close, volume] = [0, 1, 2, 3, 4, 5].map(column);
  return { bars: { time, open, high, low, close, volume }, zone: market.found.sessionZone };
}

function report(time: Float64Array, timeframe: Timeframe, zone: string): GapReport {
  const range = { startMs: time[0], endMs: time[time.length - 1] + 1 };
  return findGaps(time, { timeframe, range, zone });
}

const figures = ({ gaps, missingBars, closedDays }: GapReport) => [
  gaps.length,
  missingBars,
  closedDays,
];

const suite = datasets.length > 0 ? describe : describe.skip;

suite('Real market files', () => {
  it.each([
    'freqtrade-json-1h/BTC_USDT-1h.json.gz',
    'freqtrade-json-1h/DOGE_USDT-1h.json.gz',
    'freqtrade-json-1m/BTC_USDT-1m.json.gz',
    'freqtrade-json-1m/XRP_USDT-1m.json.gz',
    'freqtrade/UNITTEST_BTC-1m.json.gz',
    'freqtrade/XRP_ETH-5m.feather',
    'feather/BTC_USDT-1h-2020-2025.feather',
    'parquet/LTCUSDT_1m-bybit-page-gaps.parquet',
    'binance-public-data/FILUSDT-1m-2023-09.csv.gz',
    'cryptodatadownload/Coinbase_BTCUSD_d.csv',
    'cryptodatadownload/Binance_BTCUSDT_1h-mixed-dates.csv.gz',
    'cryptodatadownload/Binance_BTCUSDT_minute-2019-noheader.csv.gz',
    'kraken/XBTUSD_60.csv.gz',
    'kraken/XBTUSD_1440.csv',
    'nautilus/btc-perp-20211231-20220201_1m.csv.gz',
    'lean/crypto/coinbase/minute/btcusd/20161007_trade.zip',
    'lean/crypto/coinbase/minute/btcusd/20161009_trade.zip',
    'lean/crypto/coinbase/daily/btcusd_trade.zip',
  ])('of crypto have the gaps that were counted elsewhere: %s', async (file) => {
    const dataset = datasetOf(file);
    const { bars, zone } = await read(dataset);
    const found = report(bars.time, dataset.timeframe, zone);
    const { gaps, missing_bars, zero_volume_rows, ohlc_violations } = dataset.defects;
    expect(figures(found)).toEqual([gaps, missing_bars, 0]);
    expect(countDefects(bars)).toEqual({
      violations: ohlc_violations,
      zeroVolume: zero_volume_rows,
    });
    const range = { startMs: bars.time[0], endMs: bars.time[bars.time.length - 1] + 1 };
    const { present, expected } = coverageOf(bars.time, found, range);
    const sum = (list: number[]) => list.reduce((total, each) => total + each, 0);
    expect([sum(present), sum(expected)]).toEqual([
      bars.time.length,
      bars.time.length + missing_bars,
    ]);
  });

  it.each([
    // A gap is what is longer than three trading days: of these only that of September 2001, 4 days.
    ['equity-daily/GOOG.csv', 0, 0, 79],
    ['equity-daily/yahoo-AAPL-20040819-20180120.csv', 0, 0, 123],
    ['equity-daily/SPY_D.csv', 1, 4, 190],
    ['equity-daily/yahoo-YHOO-1996-2015.txt', 1, 4, 176],
    ['equity-daily-sp500/AAPL_data.csv', 0, 0, 46],
    ['lean/equity/usa/daily/aapl.zip', 1, 4, 211],
    ['tradingview/BATS_TSLA, 1D.csv', 0, 0, 116],
    // Weeks of holidays in Shanghai, of five to seven trading days.
    ['dirty/SSE-index-daily-ohlc-violations.csv', 21, 106, 83],
  ])('of daily stocks have no weekends and %s', async (file, gaps, missing, closed) => {
    const dataset = datasetOf(file);
    const { bars, zone } = await read(dataset);
    const found = report(bars.time, dataset.timeframe, zone);
    expect(figures(found)).toEqual([gaps, missing, closed]);
    // Weekdays without a bar, counted by themselves.
    let absent = 0;
    const [first, last] = [bars.time[0], bars.time[bars.time.length - 1]];
    for (let day = Math.floor(first / 86_400_000); day <= last / 86_400_000; day++) {
      const row = rowAt(bars.time, day * 86_400_000);
      const isThere = Math.floor(bars.time[row] / 86_400_000) === day;
      if (!isThere && (day + 3) % 7 < 5) absent++;
    }
    expect(missing + closed).toBe(absent);
  });

  it.each([
    ['fx/EURUSD-1h-backtesting.py.csv', 0, 0, 2, 'America/New_York'],
    ['fx/EURUSD_M1-2020-tab.csv.gz', 92, 120, 0, 'UTC'],
    ['fx/fxcm-gbpusd-m1-bid-2012.csv.gz', 110, 124, 0, 'UTC'],
    ['metatrader/EURUSD_M1-201806-tab.csv.gz', 11, 37, 0, 'UTC'],
    ['metatrader/EURUSD_M1-202009-semicolon.csv.gz', 3, 3, 0, 'UTC'],
    ['metatrader/EURUSD_H1-2015-2023-tab.csv.gz', 41, 94, 10, 'UTC'],
    ['metatrader/US30m_H1_202401012300_202509082200.csv', 18, 69, 4, 'America/New_York'],
    ['nautilus/6EH4.XCME_1min_bars_20240101_20240131.csv.gz', 353, 423, 0, 'UTC'],
    ['equity-intraday/SP500_NOV2019_IDay.csv', 0, 0, 0, 'UTC'],
  ])(
    'with sessions have no nights, weekends or daily breaks: %s',
    async (file, gaps, missing, closed, zone) => {
      const dataset = datasetOf(file);
      const { bars, zone: stated } = await read(dataset);
      const found = report(bars.time, dataset.timeframe, stated);
      expect(figures(found)).toEqual([gaps, missing, closed]);
      expect(found.sessions?.zone).toBe(zone);
      expect(found.holes.from.length).toBe(dataset.defects.gaps);
    },
  );

  it.each([
    ['fx/EURUSD_M1-2020-tab.csv.gz', 7],
    ['fx/fxcm-gbpusd-m1-bid-2012.csv.gz', 4],
    ['metatrader/EURUSD_M1-201806-tab.csv.gz', 4],
  ])(
    'of minutes lack what was counted elsewhere but for whole weekends: %s',
    async (file, weekends) => {
      const dataset = datasetOf(file);
      const { bars, zone } = await read(dataset);
      const { missingBars } = report(bars.time, dataset.timeframe, zone);
      expect(missingBars + weekends * 48 * 60).toBe(dataset.defects.missing_bars);
    },
  );

  it('of hours that are days in truth lack most of their bars', async () => {
    const dataset = datasetOf('fx/XAUUSD_H1-2007-2026.csv.gz');
    const { bars, zone } = await read(dataset);
    expect(report(bars.time, '1h', zone).missingBars).toBeGreaterThan(60_000);
    // From April 2018 on it has hours; what is missing are the short days of holidays.
    const hours = bars.time.subarray(rowAt(bars.time, Date.parse('2018-04-01')));
    const found = report(hours, '1h', zone);
    expect(found.missingBars).toBeLessThan(0.005 * hours.length);
    expect(largestGaps(found, 1)[0].missing).toBeLessThan(24);
  });

  it.each([
    // All of these hours and minutes but those that are there.
    ['parquet/LTCUSDT_1m-bybit-page-gaps.parquet', '2025-01-01', '2025-02-01', 44_640 - 9000],
    ['parquet/LTCUSDT_1m-bybit-page-gaps.parquet', '2024-11-20', '2024-12-01', 15_840 - 3200],
    ['parquet/LTCUSDT_1m-bybit-page-gaps.parquet', '2025-06-01', '2025-06-08', 10_080 - 2070],
    ['kraken/XBTUSD_60.csv.gz', '2013-10-06', '2013-12-01', 716],
  ])('of crypto lack as much in a range: %s from %s to %s', async (file, from, to, missing) => {
    const { timeframe, ...dataset } = datasetOf(file);
    const { bars, zone } = await read({ timeframe, ...dataset });
    const { time } = bars;
    const whole = { startMs: time[0], endMs: time[time.length - 1] + 1 };
    const range = {
      startMs: Math.max(Date.parse(from), whole.startMs),
      endMs: Math.min(Date.parse(to), whole.endMs),
    };
    const part = time.subarray(rowAt(time, range.startMs), rowAt(time, range.endMs));
    const holes = findHoles(part, timeframe, range);
    const week = learnWeek(findHoles(time, timeframe, whole), zone);
    expect(figures(gapsIn(holes, week))[1]).toBe(missing);
    // Of itself as well: pages of bars are no sessions.
    expect(figures(gapsIn(holes, learnWeek(holes, zone)))[1]).toBe(missing);
  });

  it.each([
    ['dirty/SSE-index-daily-ohlc-violations.csv', 7],
    ['dirty/yahoo-SPY-20080101-20180101.csv', 2],
    ['dirty/SCG_data-delisted-penny.csv', 3],
    ['dirty/EURUSD_M1-lost-decimal-point.csv', 231],
  ])('break rules as often as was counted elsewhere: %s', async (file, violations) => {
    const dataset = datasetOf(file);
    expect(dataset.defects.ohlc_violations).toBe(violations);
    const { bars } = await read(dataset);
    expect(countDefects(bars).violations).toBe(violations);
  });

  it.each([
    // The fall to 6 cents of 2017-04-15, and lows of a tenth in three days of Apple.
    ['cryptodatadownload/Coinbase_BTCUSD_d.csv', ['2017-04-15']],
    ['lean/equity/usa/daily/aapl.zip', ['2009-09-21', '2010-08-31', '2011-01-03']],
    ['freqtrade-json-1h/LINK_USDT-1h.json.gz', ['2020-03-12']],
    ['equity-daily/GOOG.csv', []],
    ['fx/EURUSD_M1-2020-tab.csv.gz', []],
  ])('spike where they are known to: %s', async (file, days) => {
    const dataset = datasetOf(file);
    const { bars } = await read(dataset);
    const { rows } = findSpikes(bars, report(bars.time, dataset.timeframe, 'UTC').holes.stepMs);
    expect(rows.map((row) => new Date(bars.time[row]).toISOString().slice(0, 10))).toEqual(days);
  });

  it('spike where decimal points were lost', async () => {
    const { bars } = await read(datasetOf('dirty/EURUSD_M1-lost-decimal-point.csv'));
    const { returning, rows } = findSpikes(bars, 60_000);
    expect(returning).toBeGreaterThan(150);
    for (const row of rows) {
      const usual = [row - 1, row].some((i) => Math.max(bars.high[row], bars.close[i]) > 1000);
      expect(usual).toBe(true);
    }
  });
});
