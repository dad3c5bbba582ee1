import { FormatError } from './format-error.js';
import type { ReadOptions } from './market-file.js';
import { holdsNumbers, toldColumns } from './named-columns.js';
import { type FoundColumns, noPlaces } from './places.js';
import { isNumberText, mostCells, type Sample } from './sample.js';
import type { CellPlaces } from './row-decoder.js';
import { looksLikeClock, looksLikeTime } from './time-style.js';

const DAY_MS = 86_400_000;
const PRICES = ['open', 'high', 'low', 'close'] as const;

type ToldColumns = ReturnType<typeof toldColumns>;

/** Finds the columns of a file without a header, by what stands in them; throws a FormatError when it is no market file. */
export function columnsByPlace(sample: Sample, options: ReadOptions): FoundColumns {
  const told = toldColumns([], options, sample.cells);
  const places = { ...noPlaces(), ...findTime(sample, told.time, told.date) };
  if (places.time < 0) throw missing('time', sample);
  const last = Math.max(places.time, places.date);
  const after = Array.from({ length: sample.cells }, (_, place) => place).filter(
    (place) => place > last && !mostCells(sample.rows, place, looksLikeTime),
  );
  const words = Array.from({ length: sample.cells }, (_, place) => place).find(
    (place) =>
      place !== places.time &&
      place !== places.date &&
      mostCells(
        sample.rows,
        place,
        (text) => !isNumberText(text) && !looksLikeTime(text) && !looksLikeClock(text),
      ),
  );
  places.symbol = told.symbol ?? words ?? -1;
  const numbers = pricesFirst(
    sample,
    after.filter((place) => place !== places.symbol && holdsNumbers(sample, place)),
  );
  const prices = PRICES.map((name) => told[name]);
  const all = prices.every((place) => place !== undefined);
  if (numbers.length < 4 && !all) throw missing('open, high, low and close', sample);
  // Four prices that are told apart say how the file is made; of fewer the file is looked at as if none were told.
  const isWhole = all && new Set(prices).size === PRICES.length;
  const isTold = isWhole || numbers.length < 4;
  const found = isTold ? prices.map((place) => place ?? -1) : numbers;
  PRICES.forEach((name, index) => {
    places[name] = found[index];
  });
  const rest = numbers.filter((place) => !found.slice(0, 4).includes(place));
  placeAmounts(sample, places, rest);
  return { kind: 'bars', places: { ...places, ...toldAmounts(told) }, unnamed: !isTold };
}

/** Puts the prices that the reader was told of in place of those that were found; says whether anything moved. */
export function takeToldPrices(
  places: CellPlaces,
  { cells }: Sample,
  options: ReadOptions,
): boolean {
  const told = toldColumns([], options, cells);
  let moved = false;
  for (const name of PRICES) {
    const place = told[name] ?? places[name];
    moved ||= place !== places[name];
    places[name] = place;
  }
  return moved;
}

function toldAmounts({ volume, quote_volume: quoteVolume, trades }: ToldColumns) {
  return {
    ...(volume === undefined ? {} : { volume }),
    ...(quoteVolume === undefined ? {} : { quoteVolume }),
    ...(trades === undefined ? {} : { trades }),
  };
}

/** Says whether the first column counts the milliseconds of a day. */
export function countsMilliseconds(rows: readonly string[][]): boolean {
  return mostCells(
    rows,
    0,
    (text) => /^\d{1,8}$/.test(text) && Number(text) < DAY_MS && Number(text) % 1000 === 0,
    0.9,
  );
}

function findTime(
  sample: Sample,
  time: number | undefined,
  date: number | undefined,
): { time: number; date: number } {
  if (time !== undefined) return { time, date: date ?? -1 };
  for (let place = 0; place < sample.cells; place += 1) {
    if (!mostCells(sample.rows, place, looksLikeTime)) continue;
    const clock = mostCells(sample.rows, place + 1, looksLikeClock) && noClock(sample, place);
    return clock ? { time: place + 1, date: place } : { time: place, date: -1 };
  }
  return { time: countsMilliseconds(sample.rows) && sample.cells >= 5 ? 0 : -1, date: -1 };
}

// Prices are near each other and volumes are not, so a volume that stands among them (as Gate writes it) is told by that.
function pricesFirst({ rows }: Sample, numbers: number[]): number[] {
  if (numbers.length < 5) return numbers;
  const some = rows.filter((_, at) => at % Math.ceil(rows.length / 400) === 0);
  const five = numbers.slice(0, 5);
  const spreads = five.map((out) => {
    const rest = five.filter((place) => place !== out);
    const widths = some.map((row) => width(rest.map((place) => Number(row[place]))));
    return widths.reduce((sum, value) => sum + value, 0);
  });
  const least = Math.min(...spreads);
  if (!(spreads[4] > 3 * least)) return numbers;
  const volume = five[spreads.indexOf(least)];
  return [...numbers.filter((place) => place !== volume).slice(0, 4), volume, ...numbers.slice(5)];
}

function width(prices: number[]): number {
  const most = Math.max(...prices);
  const share = most > 0 ? (most - Math.min(...prices)) / most : 0;
  return Number.isNaN(share) ? 0 : share;
}

function noClock(sample: Sample, place: number): boolean {
  return mostCells(sample.rows, place, (text) => text.trim().length <= 11 && !text.includes(':'));
}

// Binance has closing time, quote volume and trades behind; Kraken trades, and over HTTP an average price before the volume; Bybit
// and CryptoDataDownload the quote volume, OKX after another volume.
function placeAmounts(sample: Sample, places: CellPlaces, rest: number[]): void {
  const { rows, cells } = sample;
  const at = Math.max(places.close, places.open, places.high, places.low);
  const amounts = [...rest];
  if (amounts.length === 3 && cells === 8 && isBetween(sample, places, amounts[0])) amounts.shift();
  places.volume = amounts[0] ?? -1;
  if (cells >= 11 && mostCells(rows, at + 2, looksLikeTime)) {
    places.quoteVolume = at + 3;
    places.trades = at + 4;
    return;
  }
  const more = amounts.slice(1);
  if (more.length >= 3) {
    places.quoteVolume = more[1];
    return;
  }
  for (const place of more) {
    const counts = mostCells(rows, place, (text) => /^\d+(?:\.0)?$/.test(text), 1);
    if (counts && place === more.at(-1)) places.trades = place;
    else if (places.quoteVolume < 0) places.quoteVolume = place;
  }
}

function isBetween({ rows }: Sample, places: CellPlaces, place: number): boolean {
  return rows.every((row) => {
    const prices = [places.open, places.high, places.low, places.close].map((at) =>
      Number(row[at]),
    );
    const value = Number(row[place]);
    return value === 0 || (value >= Math.min(...prices) && value <= Math.max(...prices));
  });
}

function missing(what: string, sample: Sample): FormatError {
  const shown = sample.rows[0]?.slice(0, 12).join(' | ').slice(0, 200) ?? '';
  return new FormatError(
    'columns-missing',
    [{ field: what, problem: 'is not found in any column' }],
    `Nothing names the columns, and the first row is: ${shown}. Say where they stand in columns.`,
  );
}
