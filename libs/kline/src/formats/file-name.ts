import { isTimeframe, type Timeframe } from '@app/engine';
import { isSymbol } from '../symbol.js';
import { normalSymbol, QUOTE_WORD } from './symbol-text.js';

const ENDINGS =
  /\.(?:csv|tsv|txt|json|jsonl|ndjson|gz|zip|feather|arrow|ipc|parquet|dat|prn|merged|bz2|py)$/i;
const FRAME =
  /^(?:\d{1,4}(?:m|min|mins|h|hr|hour|hours|d|day|days|w|wk|mo|month|s|sec)|[mhdw]\d{1,3}|mn1?|[dwm]|min|mins|minute|minutes|hour|hourly|day|daily|week|weekly|month|monthly|1|3|5|15|30|45|60|120|240|360|480|720|1440)$/i;
const DATE =
  /^(?:\d{2}|\d{4}|\d{6}|\d{8}|\d{10,17}|\d{4}q\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\d*)$/i;
const VENUES =
  /^(?:binance|binanceus|bybit|okx|okex|coinbase|coinbasepro|gdax|kraken|bitfinex|bitstamp|bitmex|gemini|huobi|htx|kucoin|ftx|deribit|poloniex|bittrex|gateio|cryptodatadownload|yahoo|yfinance|stooq|dukascopy|fxcm|oanda|histdata|metatrader|mt4|mt5|tradingview|nasdaq|nyse|nysearca|amex|bats|arca|cme|xcme|cbot|comex|polygon|alpaca|fx|forex|tvc|lean|quantconnect|freqtrade|usa|crypto|equity)$/i;
const NOISE =
  /^(?:data|dataset|candle|candles|candlestick|candlesticks|kline|klines|ohlc|ohlcv|ohlcvt|bar|bars|history|historical|hist|prices?|quotes?|trades?|bid|ask|mid|raw|merged|export|output|full|all|sample|samples|test|tests|tmp|temp|new|old|file|files|download|table|index|unknown|symbol|symbols|stock|stocks|market|volume|vol|funding|rate|rates|fundingrate|mark|spot|swap|linear|inverse|futures|future|um|cm|delivery|tab|semicolon|noheader|header|utc|adj|adjusted|unadjusted|dividends?|splits?|factors?|actions|map|the|of|and|to|from|my|part|copy|objects|arrays?|y|year|years|yr|iday|intraday|idaily|backtesting|multi|multiple|mixed|assets?|several|many|negative|dirty|chart|series|time|timeseries|info|report|main|input|in|out|result|results|response|body|rest|api|dat|ascii|mt|tz|historicaldata|historicalprices|v\d|\d+)$/i;

/** Tells what the name of a file says of its content: the rule is in `symbolOfName`. */
export interface NamedFile {
  symbol: string | null;
  timeframe: Timeframe | null;
  /** The first whole date of the name, as midnight UTC. */
  dayMs: number | null;
}

/** Reads a file's name. */
export function readFileName(path: string): NamedFile {
  const words = wordsOf(path);
  return { symbol: symbolOfName(words), timeframe: timeframeOfName(words), dayMs: dayOfName(path) };
}

// Folders and endings are cut off, then words are parted by _ - , . blanks and brackets. Words for timeframes, dates, exchanges and
// files are passed over; the first other word is the symbol. Where the words after it name money (BTC_USDT, XRP_USDT_USDT), they belong
// to it: two of them make a pair, three a perpetual (XRPUSDT:PERP). A small-letter word is written in capitals.
function symbolOfName(words: string[]): string | null {
  const at = words.findIndex((word) => isTicker(word));
  if (at < 0) return null;
  const [word, second, third] = words.slice(at);
  const base = word === word.toLowerCase() ? word.toUpperCase() : word;
  const quote = second !== undefined && QUOTE_WORD.test(second) ? second.toUpperCase() : null;
  if (quote === null) {
    const symbol = second?.toLowerCase() === 'perp' ? `${base}-PERP` : normalSymbol(base);
    return isSymbol(symbol) ? symbol : null;
  }
  const settled = third !== undefined && (QUOTE_WORD.test(third) || /^(?:perp|swap)$/i.test(third));
  return isSymbol(base) ? `${base}${quote}${settled ? ':PERP' : ''}` : null;
}

function isTicker(word: string): boolean {
  if (FRAME.test(word) || DATE.test(word) || VENUES.test(word) || NOISE.test(word)) return false;
  if (!/^[A-Za-z0-9]{1,20}$/.test(word) || !/[A-Za-z]/.test(word)) return false;
  // Longer words in small letters are words, not tickers, unless they end in money.
  return word !== word.toLowerCase() || word.length <= 5 || PAIRED.test(word);
}

const PAIRED = /^[a-z0-9]{2,10}(?:usdt|usdc|busd|usd|eur|gbp|jpy|aud|cad|chf|nzd|btc|eth)$/;

function timeframeOfName(words: string[]): Timeframe | null {
  for (const word of words) {
    const timeframe = FRAME_NAMES[word] ?? FRAME_NAMES[word.toLowerCase()] ?? word;
    if (isTimeframe(timeframe)) return timeframe;
  }
  return null;
}

const FRAME_NAMES: Record<string, Timeframe> = {
  M1: '1m',
  M5: '5m',
  M15: '15m',
  M30: '30m',
  H1: '1h',
  H4: '4h',
  D1: '1d',
  W1: '1w',
  MN: '1M',
  MN1: '1M',
  '60': '1h',
  '240': '4h',
  '1440': '1d',
  d: '1d',
  '1min': '1m',
  '5min': '5m',
  '15min': '15m',
  '30min': '30m',
  '60min': '1h',
  minute: '1m',
  hour: '1h',
  hourly: '1h',
  daily: '1d',
  weekly: '1w',
  monthly: '1M',
};

function dayOfName(path: string): number | null {
  const [, year, month, day] =
    /(?:^|[^0-9])((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?![0-9])/.exec(lastPart(path)) ?? [];
  if (!day) return null;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(time).getUTCDate() === Number(day) ? time : null;
}

function wordsOf(path: string): string[] {
  let name = lastPart(path);
  while (ENDINGS.test(name)) name = name.replace(ENDINGS, '');
  return name.split(/[_\-,.\s()[\]+=]+/).filter((word) => word !== '');
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).slice(0, 255);
}
