import { describe, expect, it } from '@jest/globals';
import { addETag } from './docs-etag.js';

describe('the documentation of ETags', () => {
  it('shows the header, the way to send it back, and the answer to that', () => {
    const json = { description: 'Success.', content: { 'application/json': {} } };
    const operation: Parameters<typeof addETag>[0] = { responses: { 200: json } };
    addETag(operation);
    expect(operation.parameters).toMatchObject([{ name: 'If-None-Match', in: 'header' }]);
    expect(operation.responses[200]).toMatchObject({ headers: { ETag: {} } });
    expect(operation.responses[304]).toMatchObject({ headers: { ETag: {} } });
    expect(operation.responses[304]).not.toHaveProperty('content');
  });

  it('is none of routes that answer no JSON', () => {
    const responses = { 200: { description: 'Success.', content: { 'text/plain': {} } } };
    const operation = { responses };
    addETag(operation);
    expect(operation).toEqual({
      responses: { 200: { description: 'Success.', content: { 'text/plain': {} } } },
    });
  });
});
