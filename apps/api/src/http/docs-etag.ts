import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const EXAMPLE = 'W/"1d-2ZyM4jPzLPZ9HmwXZ8YwXc7kF2E"';
const ETAG = {
  ETag: {
    description: 'Names what is answered; changes whenever that does.',
    schema: { type: 'string', example: EXAMPLE },
  },
} as const;

/** Documents that a GET route answers with an ETag, and with 304 when `If-None-Match` names it; express does so for all that is JSON. */
export function addETag(operation: Operation): void {
  const ok = operation.responses[200];
  if (!ok || !('content' in ok) || !ok.content?.['application/json']) return;
  ok.headers = { ...ok.headers, ...ETAG };
  operation.responses[304] = {
    description: 'What `If-None-Match` names is still so; there is no body.',
    headers: { ...ETAG },
  };
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'The ETag of an answer that is kept.',
      schema: { type: 'string', example: EXAMPLE },
    },
  ];
}
