/** What tells the time in a realm: the time (epoch ms) of the bar that a run has reached. */
export type Clock = { now(): number };

const LOCAL = /^(?:get|set)(?!Time|UTC)/;

/** Makes a Date whose present is the bar's time, and whose local time is that of UTC. */
export function dateOf(clock: Clock): DateConstructor {
  const Real = Date;
  function BarDate(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new Real(clock.now()).toUTCString();
    const made = args.length === 0 ? [clock.now()] : utcOf(Real, args);
    return Reflect.construct(Real, made, new.target);
  }
  const { prototype } = Real;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name.includes('Locale') || name === 'getYear' || name === 'setYear') {
      Reflect.deleteProperty(prototype, name);
    } else if (name === 'getTimezoneOffset') {
      Object.defineProperty(prototype, name, { value: () => 0 });
    } else if (LOCAL.test(name)) {
      const same = name.replace(/^(get|set)/, '$1UTC') as keyof Date;
      Object.defineProperty(prototype, name, { value: prototype[same] });
    }
  }
  const { toUTCString } = prototype;
  const inWords = (date: unknown) => Reflect.apply(toUTCString, date, []);
  const partOf = (part: (words: string) => string) => ({
    value(this: unknown): string {
      const words = inWords(this);
      return words === INVALID ? words : part(words);
    },
  });
  Object.defineProperty(prototype, 'toString', { value: toUTCString });
  Object.defineProperty(prototype, 'toDateString', partOf(dateIn));
  Object.defineProperty(prototype, 'toTimeString', partOf(timeIn));
  Object.defineProperty(BarDate, 'prototype', { value: prototype });
  Object.defineProperty(prototype, 'constructor', { value: BarDate });
  Object.defineProperties(BarDate, {
    now: { value: () => clock.now() },
    parse: { value: (text: unknown) => parse(Real, String(text)) },
    UTC: { value: Real.UTC },
    length: { value: 7 },
    name: { value: 'Date' },
  });
  return BarDate as unknown as DateConstructor;
}

const INVALID = 'Invalid Date';
const WORDS = /^(\w+), (\d+) (\w+) (-?\d+) ([\d:]+) GMT$/;

// Of "Wed, 01 Jan 2020 00:00:00 GMT" the language makes "Wed Jan 01 2020" and "00:00:00 GMT+0000".
function dateIn(words: string): string {
  return words.replace(WORDS, '$1 $3 $2 $4');
}

function timeIn(words: string): string {
  return words.replace(WORDS, '$5 GMT+0000');
}

// Parts are of UTC, as is a text that names no zone.
function utcOf(Real: DateConstructor, args: unknown[]): unknown[] {
  if (args.length > 1) return [Real.UTC(...(args.map(Number) as [number, number]))];
  const [value] = args;
  return [typeof value === 'string' ? parse(Real, value) : value];
}

function parse(Real: DateConstructor, text: string): number {
  const zoned = /(?:[zZ]|GMT|UTC|[+-]\d\d:?\d\d)$/.test(text.trim());
  const plainDate = /^[+-]?\d{4,6}(?:-\d\d){0,2}$/.test(text.trim());
  return Real.parse(zoned || plainDate ? text : `${text}${text.includes('T') ? 'Z' : ' UTC'}`);
}
