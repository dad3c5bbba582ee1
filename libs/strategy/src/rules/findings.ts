import { closest, distance } from 'fastest-levenshtein';
import type { Problem } from '@barline/engine';
import { DID_YOU_MEAN, filled, RULE_TEXTS, type RuleCode, type UnknownCode } from './rule-texts.js';

/** Where something stands in rules, such as `entry.long.all[1]`. */
export type Path = string;

/** The path of a key of what stands at `path`. */
export function keyOf(path: Path, key: string | number): Path {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key.slice(0, 60))}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Collects what is wrong with rules, all of it. */
export class Findings {
  readonly problems: Problem[] = [];

  /** Adds a problem with the values of its text. */
  add(path: Path, code: RuleCode, values: Problem['values'] = {}): null {
    return this.#say(path, code, values, '.');
  }

  /** Adds a value of a wrong type. */
  wrongType(path: Path, wanted: string, value: unknown): null {
    return this.add(path, 'wrong-type', { wanted, got: nameOf(value) });
  }

  /** Adds a name that is not known, with the nearest that is. */
  unknown(path: Path, code: UnknownCode, given: string, known: readonly string[]): null {
    const nearest = nearestOf(given, known);
    const name = given.slice(0, 60);
    if (nearest === null) return this.add(path, code, { name });
    return this.#say(path, code, { name, nearest }, DID_YOU_MEAN.en);
  }

  /** The value as an object, or null where it is none, after adding that or the keys that are not known. */
  object(
    value: unknown,
    path: Path,
    known: readonly string[],
    wanted = 'an object',
  ): Readonly<Record<string, unknown>> | null {
    if (!isRecord(value)) return this.wrongType(path, wanted, value);
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) this.unknown(keyOf(path, key), 'unknown-key', key, known);
    }
    return value;
  }

  /** The only key of an object that says one of several things, or null after adding what is wrong. */
  choice(
    value: unknown,
    path: Path,
    keys: readonly string[],
    besides: readonly string[] = [],
  ): { key: string; object: Readonly<Record<string, unknown>> } | null {
    const before = this.problems.length;
    const known = [...keys, ...besides];
    const object = this.object(value, path, known, `an object with one of ${keys.join(', ')}`);
    if (object === null) return null;
    const said = keys.filter((key) => Object.hasOwn(object, key));
    if (said.length === 1) return { key: said[0], object };
    if (said.length === 0 && this.problems.length > before) return null;
    const got = said.length === 0 ? 'none' : said.join(' and ');
    const choices = keys.join(', ');
    return this.add(path, 'not-one', { choices, got });
  }

  /** Whether a value is a text that is not too long, after adding what is wrong. */
  text(value: unknown, path: Path, most: number, least = 0): value is string {
    if (typeof value !== 'string') {
      this.wrongType(path, 'a text', value);
      return false;
    }
    const { length } = value;
    if (length >= least && length <= most) return true;
    this.add(path, 'wrong-length', { min: least, max: most, got: length });
    return false;
  }

  #say(path: Path, code: RuleCode, values: Problem['values'], end: string): null {
    const field = path === '' ? 'rules' : path;
    const message = `${field} ${filled(`${RULE_TEXTS[code].en}${end}`, values)}`;
    this.problems.push({ field, code, values, message });
    return null;
  }
}

/** Whether a value is an object with keys, and not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nearestOf(name: string, known: readonly string[]): string | null {
  if (known.length === 0 || name.length > 60) return null;
  const nearest = closest(
    name.toLowerCase(),
    known.map((each) => each.toLowerCase()),
  );
  const found = known.find((each) => each.toLowerCase() === nearest) ?? null;
  const most = Math.max(1, Math.floor(name.length / 3));
  return found !== null && distance(name.toLowerCase(), nearest) <= most ? found : null;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return value === undefined ? 'nothing' : typeof value;
}
