import type { ColumnName } from './market-file.js';

/** Names all that a column may hold, also of files that hold no bars. */
export type HeaderName =
  ColumnName | 'rate' | 'split' | 'dividend' | 'tick_volume' | 'adjusted_close' | 'close_time';

const NAMES: Record<HeaderName, string> = {
  time:
    'time timestamp timestamputc timestampms opentime starttime ts unix unixtime unixtimestamp epoch datetime ' +
    'dateandtime timeutc dateutc datetimeutc gmttime localtime utc utctime t candlebegintime begin ' +
    'periodstart startedat bartime opentimems tsevent calctime fundingtime fundingratetimestamp 时间 时间戳',
  date: 'date day tradedate tradingday dt exdate effectivedate paymentdate 日期 交易日期 交易时间',
  open: 'open o openprice opening firstprice bidopen openbid 1open openusd priceopen 开盘 开盘价',
  high: 'high h highprice maxprice max bidhigh highbid 2high highusd pricehigh 最高 最高价',
  low: 'low l lowprice minprice min bidlow lowbid 3low lowusd pricelow 最低 最低价',
  close:
    'close c closeprice closing closelast lastprice last price bidclose closebid 4close closeusd priceclose 收盘 收盘价',
  volume:
    'volume vol v basevolume volumebase volumefrom tradevolume totalvolume totaltradedquantity tradedquantity tottrdqty ttltrdqnty vols 5volume 6volume basevol volumes 成交量',
  quote_volume:
    'quotevolume quoteassetvolume volumequote volumeto turnover amount quotevol volquote quoteqty value volccyquote 成交额',
  trades:
    'trades count tradecount numberoftrades numtrades n nooftrades transactions tradesdone ntrades',
  symbol:
    'symbol ticker name pair instrument instrumentid instid code tscode market asset contract security product rawsymbol stock 股票代码 代码',
  rate: 'fundingrate lastfundingrate funding realizedrate',
  split: 'split splits stocksplits stocksplit splitratio splitfactor splitcoefficient ratio',
  dividend: 'dividend dividends divamount dividendamount cashamount dividendpershare',
  tick_volume: 'tickvolume tickvol ticks',
  adjusted_close: 'adjclose adjustedclose adjclosing closeadj 5adjustedclose',
  close_time: 'closetime endtime',
};

const BY_NAME = new Map<string, HeaderName>(
  (Object.keys(NAMES) as HeaderName[]).flatMap((name) =>
    NAMES[name].split(' ').map((text): [string, HeaderName] => [text, name]),
  ),
);
const SUFFIX = /[_ .-](open|high|low|close|volume)$/i;
const COINED = /^vol(?:ume)?([a-z]{2,6})$/;

/** Writes a header so that spellings of one name are the same: without case, blanks, brackets and signs. */
export function plainHeader(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Says what a header names; undefined is none of what market files hold. */
export function headerName(text: string): HeaderName | undefined {
  return BY_NAME.get(plainHeader(text));
}

/** Finds where each of the columns that a header names stands; the first of several of one name. */
export function namedColumns(header: readonly string[]): Partial<Record<HeaderName, number>> {
  const found: Partial<Record<HeaderName, number>> = {};
  // A header that is the very name goes before another word for it: of Price and Close, Close.
  for (const exactly of [true, false]) {
    header.forEach((text, place) => {
      const name = headerName(text);
      if (!name || found[name] !== undefined) return;
      if (!exactly || plainHeader(text) === plainHeader(name)) found[name] = place;
    });
  }
  header.forEach((text, place) => {
    const name = SUFFIX.exec(text.trim())?.[1].toLowerCase() as HeaderName | undefined;
    if (name && found[name] === undefined && headerName(text) === undefined) found[name] = place;
  });
  nameVolumes(header, found);
  return found;
}

// "Volume BTC, Volume USDT", "volume_btc, volume": of what is bought comes first, then of what is paid.
function nameVolumes(header: readonly string[], found: Partial<Record<HeaderName, number>>): void {
  const coined = header
    .map((text, place) => ({ text: plainHeader(text), place }))
    .filter(({ text }) => COINED.test(text) && !BY_NAME.has(text));
  if (coined.length === 0) return;
  const first = coined[0].place;
  if (found.volume === undefined) {
    found.volume = first;
    if (coined.length > 1) found.quote_volume ??= coined[1].place;
  } else if (first < found.volume) {
    found.quote_volume ??= found.volume;
    found.volume = first;
  } else found.quote_volume ??= first;
}
