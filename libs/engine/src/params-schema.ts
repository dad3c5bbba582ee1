import { type Param, paramProblem, type ResolvedParams, unknownName } from './params.js';
import type { Problem } from './problem.js';
import type { Strategy } from './strategy.js';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema (2020-12) of a strategy's parameters; none is required and no other is allowed. */
export function paramsSchema(
  strategy: Pick<Strategy, 'name' | 'description' | 'params'>,
): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, param] of Object.entries(strategy.params)) properties[name] = property(param);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: strategy.name,
    ...(strategy.description === '' ? {} : { description: strategy.description }),
    type: 'object',
    properties,
    additionalProperties: false,
  };
}

/** What of a strategy says which parameters it takes. */
export type Declaration = Pick<Strategy, 'name' | 'params' | 'constraint'>;

/** The values of all parameters, defaults filled in, or every problem of the input at once. */
export function resolveParams(
  strategy: Declaration,
  input: Record<string, unknown> = {},
): { params: ResolvedParams } | { problems: Problem[] } {
  const names = Object.keys(strategy.params);
  const problems: Problem[] = [];
  for (const name of Object.keys(input)) {
    if (!names.includes(name)) problems.push(unknownName(name, names));
  }
  const params: Record<string, string | number | boolean> = {};
  for (const [name, param] of Object.entries(strategy.params)) {
    const value = Object.hasOwn(input, name) ? input[name] : param.default;
    const problem = paramProblem(name, param, value);
    if (problem === null) params[name] = value as string | number | boolean;
    else problems.push(problem);
  }
  if (problems.length === 0) problems.push(...constraintProblems(strategy, params));
  return problems.length > 0 ? { problems } : { params: Object.freeze(params) };
}

function constraintProblems(strategy: Declaration, params: ResolvedParams): Problem[] {
  if (strategy.constraint === null) return [];
  const given = Object.entries(params).map(([name, value]) => `${name} = ${String(value)}`);
  const values = given.join(', ');
  const failed = (why: string) => [
    { field: 'params', code: 'constraint-failed', values: { params: values }, message: why },
  ];
  try {
    if (strategy.constraint(params)) return [];
  } catch (error) {
    return failed(`The constraint of ${strategy.name} failed: ${String(error)}.`);
  }
  return failed(`The parameters break the constraint of ${strategy.name}: ${values}.`);
}

function property(param: Param): JsonSchema {
  const texts = {
    ...(param.title === undefined ? {} : { title: param.title }),
    ...(param.description === undefined ? {} : { description: param.description }),
    default: param.default,
  };
  if (param.kind === 'bool') return { type: 'boolean', ...texts };
  if (param.kind === 'choice') return { enum: [...param.choices], ...texts };
  return {
    type: param.kind === 'int' ? 'integer' : 'number',
    ...texts,
    ...(param.min === undefined ? {} : { minimum: param.min }),
    ...(param.max === undefined ? {} : { maximum: param.max }),
    ...(param.step === undefined ? {} : { multipleOf: param.step }),
  };
}
