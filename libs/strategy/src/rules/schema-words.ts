import type { JsonSchema } from '@barline/engine';

/** What a number may be, in the words of JSON Schema. */
export type NumberBounds = {
  type?: 'integer';
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
};

/** A reference to one of the schema's definitions. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

/** A schema with a description. */
export function said(description: string, schema: JsonSchema): JsonSchema {
  return { description, ...schema };
}

/** An object of these properties and no others. */
export function only(properties: JsonSchema, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An object of the one property that it needs. */
export function one(name: string, schema: JsonSchema, others: JsonSchema = {}): JsonSchema {
  return only({ [name]: schema, ...others }, [name]);
}

/** A list of at least and at most so many items. */
export function list(items: JsonSchema, minItems: number, maxItems: number): JsonSchema {
  return { type: 'array', items, minItems, maxItems };
}

/** A number within bounds, or a parameter that stands for it. */
export function number(bounds: NumberBounds): JsonSchema {
  return { anyOf: [{ type: 'number', ...bounds }, ref('param')] };
}
