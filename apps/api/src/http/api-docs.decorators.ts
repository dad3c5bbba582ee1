import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiResponse,
  type ApiResponseSchemaHost,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ErrorDefinition } from '@app/platform';
import { ErrorEnvelope } from './error-envelope.dto.js';

type Schema = ApiResponseSchemaHost['schema'];

/** Says more about a documented success. */
export interface ApiDataOptions {
  /** Status of the success, 200 by default. */
  status?: number;
  description?: string;
  /** Shows the data; models show themselves by their properties. */
  example?: unknown;
  /** Whether the data may be null. */
  nullable?: boolean;
  /** Media types besides JSON that the route serves by `Accept`; they carry no envelope. */
  otherTypes?: string[];
}

const PRIMITIVES = new Map<unknown, Schema>([
  [String, { type: 'string' }],
  [Number, { type: 'number' }],
  [Boolean, { type: 'boolean', example: true }],
  [Object, { type: 'object', additionalProperties: true }],
]);

/** Documents a success envelope whose data is one `model`, `[model]` an array of them, or null; models are classes or String, Number, Boolean, Object. */
export function ApiData(model: Type | [Type] | null, options: ApiDataOptions = {}) {
  const item = Array.isArray(model) ? model[0] : model;
  const schema = Array.isArray(model) ? { type: 'array', items: schemaOf(item) } : schemaOf(item);
  return success(item, schema, options);
}

/** Documents a success envelope whose data is one page `{ items, total, page, page_size, pages }` of models. */
export function ApiPage(
  model: Type,
  options: ApiDataOptions = {},
  more: Record<string, Schema> = {},
) {
  const schema = object({
    items: { type: 'array', items: schemaOf(model) },
    total: count(1),
    page: count(1),
    page_size: count(20),
    pages: count(1),
    ...more,
  });
  return success(model, schema, options);
}

/** Documents the failures that belong to a route; those that every route shares are added to the document by themselves. */
export function ApiErrors(...definitions: ErrorDefinition[]) {
  const statuses = Map.groupBy(definitions, ({ status }) => status);
  return applyDecorators(
    ...Array.from(statuses, ([status, sameStatus]) =>
      ApiResponse({
        status,
        type: ErrorEnvelope,
        description: sameStatus.map(({ code }) => `\`${code}\``).join(', '),
        examples: errorExamples(sameStatus),
      }),
    ),
  );
}

/** Shows each failure as the body that a client gets, keyed by its code. */
export function errorExamples(definitions: ErrorDefinition[]) {
  return Object.fromEntries(
    definitions.map(({ code, message, hint }) => {
      const error = { code, details: [], hint: hint.en, request_id: ErrorEnvelope.REQUEST_ID };
      return [
        code,
        { summary: code, value: { success: false, data: null, message: message.en, error } },
      ];
    }),
  );
}

function success(model: Type | null, data: Schema, options: ApiDataOptions) {
  const { status = 200, description = 'Success.', otherTypes = [], nullable, example } = options;
  const schema = object({
    success: { type: 'boolean', enum: [true], example: true },
    data: { ...data, ...(nullable && { nullable }), ...(example !== undefined && { example }) },
    message: { type: 'string', description: 'One sentence in the language of Accept-Language.' },
  });
  const file: Schema = { type: 'string', format: 'binary' };
  const others = Object.fromEntries(otherTypes.map((type) => [type, { schema: file }]));
  const content = { 'application/json': { schema }, ...others };
  const models = model && !PRIMITIVES.has(model) ? [model] : [];
  return applyDecorators(ApiExtraModels(...models), ApiResponse({ status, description, content }));
}

function schemaOf(model: Type | null): Schema {
  if (!model) return { nullable: true, type: 'object', example: null };
  return PRIMITIVES.get(model) ?? { $ref: getSchemaPath(model) };
}

function count(example: number): Schema {
  return { type: 'integer', example };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', required: Object.keys(properties), properties };
}
