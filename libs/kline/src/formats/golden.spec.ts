import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  FormatError,
  openMarketFile,
  type FileSource,
  type MarketFile,
  type RowBatch,
} from './index.js';

const DATA = resolve(process.cwd(), '../shared/data');

interface Dataset {
  file: string;
  symbol: string;
  timeframe: string;
  rows?: number;
  first?: string;
  last?: string;
  defects?: Record<string, number | null>;
}

interface Explained {
  symbol?: string | null;
  timeframe?: string | null;
  first?: string;
  last?: string;
  kind?: 'funding' | 'adjustments';
  rows?: number;
  refused?: string;
}

// What the manifest knows that its files do not say, or says otherwise than they are to be read.
const EXPLAINED: Record<string, Explained> = {
  // Neither name nor content tell the symbol.
  'crypto-1m-bitfinex/raw-18-01-16 00-00-00.json': { symbol: null },
  'binance-rest-json/unknown-symbol-1m-klines.json': { symbol: null },
  'json-objects/candles-1m.json': { symbol: null },
  'equity-intraday/2006-01-02-volume-min-001.txt.gz': { symbol: null },
  // The name says another symbol than the source that the manifest knows.
  'equity-intraday/SP500_NOV2019_IDay.csv': { symbol: 'SP500' },
  'dirty/SSE-index-daily-ohlc-violations.csv': { symbol: 'SSE' },
  // The placeholder is written as every other pair.
  'freqtrade/UNITTEST_BTC-1m.json.gz': { symbol: 'UNITTESTBTC' },
  'freqtrade/UNITTEST_BTC-1m.feather': { symbol: 'UNITTESTBTC' },
  // Rates keep their exact stamps, which the manifest cuts to seconds.
  'freqtrade/XRP_USDT_USDT-8h-funding_rate.feather': {
    kind: 'funding',
    first: '2021-11-18T00:00:00.017Z',
    last: '2021-12-18T00:00:00.014Z',
  },
  // LEAN's times of stocks are New York's, which the manifest read as UTC: five hours in winter, four in summer.
  'lean/equity/usa/daily/aapl.zip': { first: '1998-01-02T05:00:00Z', last: '2021-03-31T04:00:00Z' },
  'lean/equity/usa/daily/spy.zip': { first: '1998-01-02T05:00:00Z', last: '2021-03-31T04:00:00Z' },
  'lean/equity/usa/minute/aapl/20140605_trade.zip': {
    first: '2014-06-05T08:15:00Z',
    last: '2014-06-05T23:59:00Z',
  },
  'lean/equity/usa/minute/aapl/20140606_trade.zip': {
    first: '2014-06-06T08:00:00Z',
    last: '2014-06-06T23:59:00Z',
  },
  'lean/equity/usa/minute/aapl/20140609_trade.zip': {
    first: '2014-06-09T08:00:00Z',
    last: '2014-06-09T23:59:00Z',
  },
  // The manifest gives no figures of factor and map files; their lines were counted with wc.
  'lean/equity/usa/factor_files/aapl.csv': { kind: 'adjustments', timeframe: null, rows: 41 },
  'lean/equity/usa/factor_files/spy.csv': { kind: 'adjustments', timeframe: null, rows: 96 },
  'lean/equity/usa/map_files/aapl.csv': { kind: 'adjustments', timeframe: null, rows: 2 },
  'lean/equity/usa/map_files/spy.csv': { kind: 'adjustments', timeframe: null, rows: 2 },
  // These are not what they claim.
  'negative/Binance_BTCUSDT_1h-close-and-volume-only.csv.gz': { refused: 'columns-missing' },
  'negative/multi_asset-interleaved.json.gz': { refused: 'several-symbols' },
  'negative/Energy_5yr-many-symbols-mislabelled-columns.csv.gz': { refused: 'several-symbols' },
};

const datasets: Dataset[] = existsSync(join(DATA, 'MANIFEST.json'))
  ? JSON.parse(readFileSync(join(DATA, 'MANIFEST.json'), 'utf8').replaceAll('NaN', 'null')).datasets
  : [];

describe('the readers of market files', () => {
  if (datasets.length === 0) {
    it('skips the real files, since ../shared/data is not here', () => {
      expect(existsSync(DATA)).toBe(false);
    });
    return;
  }

  it.each(datasets.map((dataset): [string, Dataset] => [dataset.file, dataset]))(
    'reads %s as the manifest says',
    async (name, dataset) => {
      const explained = EXPLAINED[name] ?? {};
      const source = fileSource(join(DATA, name));
      if (explained.refused) {
        await expect(openMarketFile(source)).rejects.toThrow(FormatError);
        await expect(openMarketFile(source)).rejects.toMatchObject({ code: explained.refused });
        return;
      }
      const file = await openMarketFile(source);
      const read = await figuresOf(file);
      expect({ ...read, ...pick(file) }).toEqual({
        kind: explained.kind ?? 'bars',
        symbol: explained.symbol === undefined ? dataset.symbol : explained.symbol,
        timeframe: explained.timeframe === undefined ? dataset.timeframe : explained.timeframe,
        rows: explained.rows ?? dataset.rows,
        refused: 0,
        first: explained.first ?? dataset.first ?? null,
        last: explained.last ?? dataset.last ?? null,
        ...(explained.kind ? {} : defectsOf(dataset)),
      });
    },
  );
});

function pick({ found }: MarketFile) {
  return { kind: found.kind, symbol: found.symbol, timeframe: found.timeframe };
}

// Of wrong columns these would be others: the manifest's figures come of a reader in Python that was told them.
function defectsOf({ defects }: Dataset) {
  return {
    duplicates: defects!.duplicate_timestamps,
    highBelowLow: defects!.high_lt_low,
    violations: defects!.ohlc_violations,
    zeroVolumes: defects!.zero_volume_rows,
    flat: defects!.flat_rows_o_eq_h_eq_l_eq_c,
  };
}

// Gives the rows that have a volume.
function count(rows: RowBatch, bars: Record<string, number>): number {
  const { open, high, low, close, volume } = rows;
  let volumes = 0;
  for (let row = 0; row < rows.count; row += 1) {
    const top = high[row];
    const bottom = low[row];
    const first = open[row];
    const last = close[row];
    if (top < bottom) bars.highBelowLow += 1;
    if (top < first || top < last || bottom > first || bottom > last || top < bottom) {
      bars.violations += 1;
    }
    if (volume[row] === 0) bars.zeroVolumes += 1;
    if (volume[row] >= 0) volumes += 1;
    if (first === top && top === bottom && bottom === last) bars.flat += 1;
  }
  return volumes;
}

async function figuresOf(file: MarketFile) {
  const figures = {
    rows: 0,
    refused: 0,
    first: null as string | null,
    last: null as string | null,
  };
  const times: Float64Array[] = [];
  const bars = { duplicates: 0, highBelowLow: 0, violations: 0, zeroVolumes: 0, flat: 0 };
  let volumes = 0;
  for await (const { rows, refused } of file.batches()) {
    figures.rows += rows.count;
    figures.refused += refused.length;
    times.push(rows.time.slice(0, rows.count));
    volumes += count(rows, bars);
  }
  for await (const { rows, refused } of file.adjustments()) {
    figures.rows += rows.length;
    figures.refused += refused.length;
  }
  if (times.length === 0) return figures;
  const sorted = Float64Array.from(times.flatMap((part) => [...part])).toSorted();
  figures.first = isoTime(sorted[0]);
  figures.last = isoTime(sorted[sorted.length - 1]);
  if (file.found.kind !== 'bars') return figures;
  bars.duplicates = sorted.filter((time, at) => time === sorted[at - 1]).length;
  return { ...figures, ...bars, zeroVolumes: volumes === 0 ? null : bars.zeroVolumes };
}

function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function fileSource(path: string): FileSource {
  const bytes = readFileSync(path);
  return {
    name: basename(path),
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
    async *stream() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
  };
}
