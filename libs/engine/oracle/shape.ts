import { Difference } from './tolerance.js';

/** Throws a {@link Difference} that names the place, `what`, unless a value has the form wanted there. */
export type Shape = (what: string, value: unknown) => void;

/** A finite number. */
export const number: Shape = test('a number', (value) => Number.isFinite(value));

/** A whole number of 0 or more. */
export const count: Shape = test('a whole number', (value) =>
  Number.isInteger(value) && Number(value) >= 0);

/** A text. */
export const text: Shape = test('a text', (value) => typeof value === 'string');

/** True or false. */
export const flag: Shape = test('true or false', (value) => typeof value === 'boolean');

/** A text, a number, true, false or null. */
export const scalar: Shape = test('a single value', (value) =>
  value === null || ['string', 'boolean', 'number'].includes(typeof value));

/** What a test accepts; `wanted` is its name in words. */
export function test(wanted: string, accepts: (value: unknown) => boolean): Shape {
  return (what, value) => {
    if (value === undefined) throw new Difference(`${what} is missing`);
    if (!accepts(value)) throw new Difference(`${what} is ${shown(value)}, not ${wanted}`);
  };
}

/** Null or what the shape accepts. */
export function orNull(shape: Shape): Shape {
  return (what, value) => {
    if (value !== null) shape(what, value);
  };
}

/** A list of values of one shape. */
export function listOf(shape: Shape): Shape {
  const list = test('a list', Array.isArray);
  return (what, value) => {
    list(what, value);
    (value as unknown[]).forEach((each, k) => shape(`${what}[${k}]`, each));
  };
}

/** An object of any names whose values have one shape. */
export function mapOf(shape: Shape): Shape {
  return (what, value) => {
    object(what, value);
    for (const [name, each] of Object.entries(value as object)) shape(at(what, name), each);
  };
}

/** An object of the named fields, some of which may be missing, and of no others. */
export function record(
  required: Record<string, Shape>,
  optional: Record<string, Shape> = {},
): Shape {
  const shapes = new Map(Object.entries({ ...required, ...optional }));
  return (what, value) => {
    object(what, value);
    const fields = value as Record<string, unknown>;
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(fields, name)) throw new Difference(`${at(what, name)} is missing`);
    }
    for (const [name, each] of Object.entries(fields)) {
      const shape = shapes.get(name);
      if (shape === undefined) throw new Difference(`${at(what, name)} is an unknown field`);
      shape(at(what, name), each);
    }
  };
}

/** An object that is no list. */
export const object: Shape = test('an object', (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value));

function at(what: string, name: string): string {
  return what === '' ? name : `${what}.${name}`;
}

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}
