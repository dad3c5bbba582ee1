import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Json = Record<string, any>;

const file = resolve(import.meta.dirname, '../docs/openapi.json');
const document: Json = JSON.parse(readFileSync(file, 'utf8'));
const tags: string[] = document.tags.map(({ name }: Json) => name);

const operations = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
  Object.entries<Json>(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    isApi: path.startsWith('/api/v1/'),
    operation,
  })),
);

/** Names what `isMissing` finds wrong, so that a failure lists every place at once. */
function gaps<T>(items: T[], isMissing: (item: T) => boolean, nameOf: (item: T) => string) {
  return items.filter(isMissing).map(nameOf);
}

function resolved(value: Json): Json {
  if (!value.$ref) return value;
  const [, ...keys] = String(value.$ref).split('/');
  return keys.reduce<Json>((part, key) => part[key], document);
}

function responsesOf({ responses }: Json): { status: number; response: Json }[] {
  return Object.entries<Json>(responses).map(([status, response]) => ({
    status: Number(status),
    response: resolved(response),
  }));
}

interface Property {
  name: string;
  schema: Json;
}

/** Collects the properties of a schema and of all that it refers to, each once. */
function propertiesOf(schema: Json, name: string, seen = new Set<string>()): Property[] {
  if (schema.$ref) {
    if (seen.has(schema.$ref)) return [];
    seen.add(schema.$ref);
    return propertiesOf(resolved(schema), schema.$ref.split('/').at(-1), seen);
  }
  const parts: Json[] = [...(schema.allOf ?? []), ...(schema.items ? [schema.items] : [])];
  const own = Object.entries<Json>(schema.properties ?? {}).map(([key, property]) => ({
    name: `${name}.${key}`,
    schema: property,
  }));
  return [
    ...own,
    ...own.flatMap((property) => propertiesOf(property.schema, property.name, seen)),
    ...parts.flatMap((part) => propertiesOf(part, name, seen)),
  ];
}

const seen = new Set<string>();
const properties = operations.flatMap(({ name, operation }) => {
  const answers = responsesOf(operation).map(({ response }) => response);
  return [...answers, operation.requestBody ?? {}].flatMap(({ content }: Json) => {
    const schema = content?.['application/json']?.schema;
    return schema ? propertiesOf(schema, name, seen) : [];
  });
});

function isShown({ example, $ref, allOf, items, properties }: Json): boolean {
  if (example !== undefined || $ref || allOf || properties) return true;
  return items !== undefined && isShown(items);
}

function fits({ type, enum: known, nullable, example }: Json): boolean {
  if (example === undefined || (example === null && nullable)) return true;
  if (known && !known.includes(example)) return false;
  if (type === 'integer') return Number.isInteger(example);
  if (type === 'array') return Array.isArray(example);
  return type === undefined || typeof example === type;
}

describe('the API document', () => {
  const nameOf = ({ name }: { name: string }) => name;

  it('gives every operation a summary and known tags', () => {
    expect(operations.length).toBeGreaterThan(30);
    const isMissing = ({ operation: { summary, tags: used } }: { operation: Json }) =>
      !/\S/.test(summary ?? '') ||
      !used?.length ||
      !used.every((tag: string) => tags.includes(tag));
    expect(gaps(operations, isMissing, nameOf)).toEqual([]);
  });

  it('gives every operation a success with content', () => {
    const isMissing = ({ operation }: { operation: Json }) =>
      !responsesOf(operation).some(({ status, response }) => status < 300 && response.content);
    expect(gaps(operations, isMissing, nameOf)).toEqual([]);
  });

  it('gives every operation of the base path its failures, and every failure an example', () => {
    const failing = operations.flatMap(({ name, operation }) =>
      responsesOf(operation)
        .filter(({ status }) => status >= 400 && status < 500)
        .map(({ status, response }) => ({ name, status, response })),
    );
    const isAlone = ({ isApi, name }: { isApi: boolean; name: string }) =>
      isApi && !failing.some((failure) => failure.name === name);
    expect(gaps(operations, isAlone, nameOf)).toEqual([]);
    const isBare = ({ response }: { response: Json }) => {
      const examples = response.content?.['application/json']?.examples ?? {};
      return !Object.values<Json>(examples).some(({ value }) => value?.error?.code);
    };
    expect(gaps(failing, isBare, ({ name, status }) => `${name} ${status}`)).toEqual([]);
  });

  it('tells of every operation that needs a login what happens without one', () => {
    const isMissing = ({ operation: { security, responses } }: { operation: Json }) =>
      security?.length !== 0 && !(401 in responses);
    expect(gaps(operations, isMissing, nameOf)).toEqual([]);
  });

  it('gives every parameter a description and an example that fits', () => {
    const parameters = operations.flatMap(({ name, operation }) =>
      ((operation.parameters ?? []) as Json[]).map((parameter) => ({
        name: `${name} ${parameter.name}`,
        parameter,
      })),
    );
    const isMissing = ({ parameter: { description, schema } }: { parameter: Json }) =>
      !/\S/.test(description ?? '') || schema.example === undefined || !fits(schema);
    expect(gaps(parameters, isMissing, nameOf)).toEqual([]);
  });

  it('gives every request body a named example', () => {
    const isMissing = ({ operation: { requestBody } }: { operation: Json }) => {
      const [media] = Object.values<Json>(requestBody?.content ?? {});
      const examples = media?.examples ?? {};
      const values = Object.values<Json>(examples);
      return requestBody && !values.some(({ summary, value }) => summary && value);
    };
    expect(gaps(operations, isMissing, nameOf)).toEqual([]);
  });

  it('gives every property of a request or an answer an example that fits', () => {
    expect(properties.length).toBeGreaterThan(100);
    expect(gaps(properties, ({ schema }) => !isShown(schema), nameOf)).toEqual([]);
    expect(gaps(properties, ({ schema }) => !fits(schema), nameOf)).toEqual([]);
  });
});
