import { plainHeader } from './header-names.js';
import type { CellPlaces } from './row-decoder.js';
import { mostCells, type Sample } from './sample.js';
import { countsMilliseconds } from './unnamed-columns.js';

/** The names of the formats that files are found in, and that a reader may be told. */
export const MARKET_FORMATS = [
  'binance',
  'bitfinex',
  'ccxt',
  'cryptodatadownload',
  'csv',
  'json',
  'kraken',
  'lean',
  'metatrader',
  'tradingview',
  'yahoo',
  'arrow',
  'feather',
  'parquet',
] as const;

/** Is one of {@link MARKET_FORMATS}. */
export type MarketFormat = (typeof MARKET_FORMATS)[number];

/** Says whose way of writing a file follows. */
export function formatOf(sample: Sample, places: CellPlaces, json: boolean): MarketFormat {
  const { header } = sample;
  if (header) return formatByHeader(sample, header.map(plainHeader), json);
  const { rows, cells } = sample;
  if (isLean(sample)) return 'lean';
  if (cells >= 11 && mostCells(rows, 6, (text) => /^\d{10,17}$/.test(text))) return 'binance';
  if (isTurned(places)) return 'bitfinex';
  if (json) return cells <= 6 ? 'ccxt' : 'json';
  if (places.symbol > places.time && places.open > places.symbol) return 'cryptodatadownload';
  if (cells === 7 && places.time === 0 && mostCells(rows, 0, (text) => /^\d{9,10}$/.test(text))) {
    return 'kraken';
  }
  if (
    places.date >= 0 &&
    mostCells(rows, places.date, (text) => /^\d{4}\.\d\d\.\d\d$/.test(text))
  ) {
    return 'metatrader';
  }
  return 'csv';
}

/** Says whether rows without a header stand as LEAN writes them: milliseconds of a day, or dates such as 20240131 00:00. */
export function isLean({ header, rows, cells }: Sample): boolean {
  if (header !== null || cells < 5) return false;
  return (
    countsMilliseconds(rows) || mostCells(rows, 0, (text) => /^\d{8} \d\d:\d\d$/.test(text), 0.9)
  );
}

/** Says whether prices and volumes are whole, as LEAN writes those of stocks, times 10,000. */
export function isLeanEquity({ rows, cells }: Sample): boolean {
  for (let place = 1; place < Math.min(cells, 6); place += 1) {
    if (!mostCells(rows, place, (text) => /^\d+(?:\.0)?$/.test(text), 0.98)) return false;
  }
  return mostCells(rows, 4, (text) => Number(text) >= 100);
}

// Time, open, CLOSE, HIGH, LOW.
function isTurned({ open, high, low, close }: CellPlaces): boolean {
  return close === open + 1 && high === open + 2 && low === open + 3;
}

function formatByHeader(sample: Sample, names: string[], json: boolean): MarketFormat {
  const has = (name: string) => names.includes(name);
  if (has('closetime') && (has('quotevolume') || has('quoteassetvolume'))) return 'binance';
  if (json) return 'json';
  if (/cryptodatadownload/i.test(sample.preamble)) return 'cryptodatadownload';
  if (has('symbol') && names.some((name) => /^volume.*(?:usdt?|btc|eur|gbp)$/.test(name))) {
    return 'cryptodatadownload';
  }
  if (has('adjclose')) return 'yahoo';
  if (sample.headerText?.includes('<') || has('tickvol') || has('tickvolume')) return 'metatrader';
  if (names[0] === 'time' && names.slice(1, 5).join(' ') === 'open high low close') {
    const epochs = mostCells(sample.rows, 0, (text) =>
      /^\d{9,10}$|T\d\d:\d\d:\d\d[+Z-]/.test(text),
    );
    if (epochs) return 'tradingview';
  }
  return 'csv';
}
