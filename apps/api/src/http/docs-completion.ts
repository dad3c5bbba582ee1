import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { authErrors } from '@app/auth';
import { type ErrorDefinition, platformErrors } from '@app/platform';
import { errorExamples } from './api-docs.decorators.js';
import { BASE_PATH } from './base-path.js';
import { addETag } from './docs-etag.js';
import { ErrorEnvelope } from './error-envelope.dto.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  'x-message'?: string;
  'x-public'?: boolean;
  'x-roles'?: string[];
};
type Responses = Operation['responses'];
type ResponseObject = Exclude<Responses[string], { $ref: string } | undefined>;
type Examples = NonNullable<NonNullable<ResponseObject['content']>[string]['examples']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const UNKNOWN_CALLER = [
  authErrors['auth/login-required'],
  authErrors['auth/token-invalid'],
  authErrors['auth/token-expired'],
  authErrors['auth/session-ended'],
  authErrors['auth/api-key-invalid'],
  authErrors['auth/user-disabled'],
];
const WRONG_ROLE = [authErrors['auth/role-forbidden']];
const BAD_INPUT = [platformErrors['request/invalid']];
const BAD_BODY = [
  platformErrors['request/malformed'],
  platformErrors['request/too-large'],
  platformErrors['request/unsupported-media'],
];
const ANY_TIME = [
  platformErrors['request/rate-limited'],
  platformErrors['server/internal'],
  platformErrors['server/unavailable'],
];

const SHARED = Map.groupBy(
  [...UNKNOWN_CALLER, ...WRONG_ROLE, ...BAD_INPUT, ...BAD_BODY, ...ANY_TIME],
  ({ status }) => status,
);

/** Adds what routes share and no decorator repeats, who may call and the failures that every route knows, and puts everything in order. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      if (!operation) continue;
      completeOperation(operation, path);
      if (method === 'get' && path.startsWith(BASE_PATH)) addETag(operation);
    }
  }
  const { components = {} } = document;
  const responses = Object.fromEntries(
    Array.from(SHARED, ([status, definitions]) => [keyOf(status), failure(definitions)]),
  );
  const schemas = sorted(components.schemas ?? {});
  return {
    ...document,
    paths: sorted(document.paths),
    components: { ...components, schemas, responses: sorted(responses) },
  };
}

function completeOperation(operation: Operation, path: string): void {
  const { 'x-message': message, 'x-public': isPublic = false, 'x-roles': roles } = operation;
  delete operation['x-message'];
  delete operation['x-public'];
  delete operation['x-roles'];
  if (message) showMessage(operation.responses, message);
  if (isPublic) operation.security = [];
  if (roles) {
    const who = `For the roles: ${roles.join(', ')}.`;
    operation.description = [operation.description, who].filter(Boolean).join('\n\n');
  }
  if (!path.startsWith(BASE_PATH)) return;
  const { parameters = [], requestBody } = operation;
  const shared = [
    ...(isPublic ? [] : UNKNOWN_CALLER),
    ...(roles ? WRONG_ROLE : []),
    ...(parameters.length > 0 || requestBody ? BAD_INPUT : []),
    ...(requestBody ? BAD_BODY : []),
    ...ANY_TIME,
  ];
  for (const [status, definitions] of Map.groupBy(shared, (error) => error.status)) {
    addFailures(operation.responses, status, definitions);
  }
}

function showMessage(responses: Responses, message: string): void {
  for (const response of Object.values(responses)) {
    if (!response || !('content' in response)) continue;
    const schema = response.content?.['application/json']?.schema;
    if (!schema || !('properties' in schema)) continue;
    const properties = schema.properties ?? {};
    properties.message = { ...properties.message, example: message };
  }
}

// A failure that a route declares itself stands beside the shared ones of the same status.
function addFailures(responses: Responses, status: number, shared: ErrorDefinition[]): void {
  const own = responses[status];
  if (!own) responses[status] = { $ref: `#/components/responses/${keyOf(status)}` };
  else if ('content' in own) {
    const examples = own.content?.['application/json']?.examples;
    responses[status] = failure(shared, examples);
  }
}

function failure(definitions: ErrorDefinition[], own: Examples = {}): ResponseObject {
  const examples = { ...own, ...errorExamples(definitions) };
  return {
    description: Object.keys(examples)
      .map((code) => `\`${code}\``)
      .join(', '),
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ErrorEnvelope) }, examples },
    },
  };
}

function keyOf(status: number): string {
  return `Failure${status}`;
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
