import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { backtestErrors } from '@app/backtest';
import { errorExamples } from './api-docs.decorators.js';
import { completeDocument } from './docs-completion.js';

type Operations = OpenAPIObject['paths'];

const ok = { 200: { description: 'Success.' } };

const complete = (paths: Record<string, unknown>) => {
  const document = {
    openapi: '3.0.0',
    info: { title: '', version: '' },
    paths: paths as Operations,
  };
  return completeDocument({ ...document, components: { schemas: { B: {}, A: {} } } });
};
const statuses = (responses: object | undefined) => Object.keys(responses ?? {}).map(Number);

describe('the completion of the API document', () => {
  it('gives every route under the base path the failures that all share', () => {
    const { paths } = complete({ '/api/v1/auth/me': { get: { responses: { ...ok } } } });
    expect(statuses(paths['/api/v1/auth/me']?.get?.responses)).toEqual([200, 401, 429, 500, 503]);
  });

  it('adds those of input and of bodies where there are any', () => {
    const post = { requestBody: { content: {} }, responses: { ...ok } };
    const { paths, components } = complete({ '/api/v1/users': { post } });
    const { responses } = paths['/api/v1/users']?.post ?? {};
    expect(statuses(responses)).toEqual([200, 400, 401, 413, 415, 422, 429, 500, 503]);
    expect(responses?.[422]).toEqual({ $ref: '#/components/responses/Failure422' });
    expect(components?.responses).toHaveProperty('Failure422');
  });

  it('leaves health and metrics alone', () => {
    const { paths } = complete({ '/health': { get: { 'x-public': true, responses: { ...ok } } } });
    expect(paths['/health']?.get).toEqual({ security: [], responses: ok });
  });

  it('says who may call, and takes the marks away', () => {
    const { paths } = complete({
      '/api/v1/a': { get: { 'x-public': true, responses: { ...ok } } },
      '/api/v1/b': { get: { 'x-roles': ['admin'], description: 'It acts.', responses: { ...ok } } },
    });
    expect(paths['/api/v1/a']?.get).toMatchObject({ security: [] });
    expect(statuses(paths['/api/v1/a']?.get?.responses)).not.toContain(401);
    expect(paths['/api/v1/b']?.get?.description).toBe('It acts.\n\nFor the roles: admin.');
    expect(statuses(paths['/api/v1/b']?.get?.responses)).toContain(403);
    expect(JSON.stringify(paths)).not.toContain('x-');
  });

  it('shows the message of a success, and takes its mark away', () => {
    const schema = { properties: { data: {}, message: { type: 'string' } } };
    const responses = { 200: { description: '', content: { 'application/json': { schema } } } };
    const { paths } = complete({ '/api/v1/a': { get: { 'x-message': 'Done.', responses } } });
    expect(paths['/api/v1/a']?.get?.responses[200]).toMatchObject({
      content: {
        'application/json': {
          schema: { properties: { data: {}, message: { type: 'string', example: 'Done.' } } },
        },
      },
    });
    expect(JSON.stringify(paths)).not.toContain('x-message');
  });

  it('puts what a route declares beside what it shares with others', () => {
    const own = { examples: errorExamples([backtestErrors['backtest/too-long']]) };
    const responses = { 422: { description: '', content: { 'application/json': own } } };
    const { paths } = complete({
      '/api/v1/a': { get: { parameters: [{ name: 'page', in: 'query' }], responses } },
    });
    expect(paths['/api/v1/a']?.get?.responses[422]).toMatchObject({
      description: '`backtest/too-long`, `request/invalid`',
    });
  });

  it('orders by name, not by when a module was loaded', () => {
    const { paths, components } = complete({ '/b': {}, '/a': {} });
    expect(Object.keys(paths)).toEqual(['/a', '/b']);
    expect(Object.keys(components?.schemas ?? {})).toEqual(['A', 'B']);
  });
});
