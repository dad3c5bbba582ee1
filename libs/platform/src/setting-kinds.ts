import { isIP } from 'node:net';

const DECIMAL_DIGITS = /^\d+$/;
// The last part of a name has a letter, so that a mistyped address is not taken for a name.
const HOST_NAME = /^([\w-]+\.)*[\w-]*[a-z][\w-]*\.?$/i;

/** Describes one setting: its default, what it wants, and how a text is read. */
export interface Definition<T> {
  default: T;
  wants: string;
  about: string;
  secret: boolean;
  read(raw: string): T | undefined;
}

/** Describes a whole number between two bounds, both included. */
export function integer(
  fallback: number,
  min: number,
  max: number,
  about: string,
): Definition<number> {
  const read = (raw: string) => {
    const value = Number(raw);
    return DECIMAL_DIGITS.test(raw) && value >= min && value <= max ? value : undefined;
  };
  return {
    default: fallback,
    wants: `a whole number from ${min} to ${max}`,
    about,
    secret: false,
    read,
  };
}

/** Describes a switch: true, false, 1, 0, yes, no, on or off. */
export function boolean(fallback: boolean, about: string): Definition<boolean> {
  const words: Record<string, boolean> = {
    true: true,
    '1': true,
    yes: true,
    on: true,
    false: false,
    '0': false,
    no: false,
    off: false,
  };
  return {
    default: fallback,
    wants: 'true or false',
    about,
    secret: false,
    read: (raw) => words[raw.toLowerCase()],
  };
}

/** Describes one word out of a list, in any case. */
export function choice<const T extends string>(
  fallback: T,
  words: readonly T[],
  about: string,
): Definition<T> {
  const read = (raw: string) => words.find((word) => word === raw.toUpperCase());
  return { default: fallback, wants: `one of ${words.join(', ')}`, about, secret: false, read };
}

/** Describes any text. */
export function text(fallback: string, about: string): Definition<string> {
  return { default: fallback, wants: 'a text', about, secret: false, read: (raw) => raw };
}

/** Describes the IP address or the name of a machine. */
export function host(fallback: string, about: string): Definition<string> {
  return {
    default: fallback,
    wants: 'an IP address or a host name',
    about,
    secret: false,
    read: readHost,
  };
}

/** Describes a text that is never printed. */
export function secret(about: string): Definition<string> {
  return { ...text('', about), secret: true };
}

/** Describes a list of texts, written as a JSON array or separated by commas. */
export function list(fallback: string[], about: string): Definition<string[]> {
  return {
    default: fallback,
    wants: 'a JSON array of texts or a comma-separated list',
    about,
    secret: false,
    read: readList,
  };
}

function readHost(raw: string): string | undefined {
  return isIP(raw) !== 0 || HOST_NAME.test(raw) ? raw : undefined;
}

function readList(raw: string): string[] | undefined {
  if (!raw.startsWith('['))
    return raw
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  try {
    const parsed: unknown = JSON.parse(raw);
    const isTexts = Array.isArray(parsed) && parsed.every((part) => typeof part === 'string');
    return isTexts ? parsed : undefined;
  } catch {
    return undefined;
  }
}
