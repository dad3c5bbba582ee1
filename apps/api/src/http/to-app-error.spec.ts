import { describe, expect, it } from '@jest/globals';
import {
  BadRequestException,
  ForbiddenException,
  NotFoundException,
  PayloadTooLargeException,
} from '@nestjs/common';
import type { Request } from 'express';
import { AppError, platformErrors } from '@app/platform';
import { toAppError } from './to-app-error.js';

const request = { method: 'GET', originalUrl: '/api/v1/bars?token=secret' } as Request;
const codeOf = (exception: unknown) => toAppError(exception, request).code;
const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

describe('toAppError', () => {
  it('leaves a known failure as it is', () => {
    const error = new AppError(platformErrors['request/too-large']);
    expect(toAppError(error, request)).toBe(error);
  });

  it('names method and whole path, without the query, of an unknown route', () => {
    const error = toAppError(new NotFoundException(), request);
    expect(error.code).toBe('route/not-found');
    expect(error.values).toEqual({ method: 'GET', path: '/api/v1/bars' });
  });

  it('tells a bad body from a bad path', () => {
    expect(codeOf(new BadRequestException('Unexpected end of JSON input'))).toBe(
      'request/malformed',
    );
    expect(codeOf(new BadRequestException("Failed to decode param '%E0'"))).toBe(
      'request/path-malformed',
    );
  });

  it('tells the limit of a body that is too large', () => {
    const error = toAppError(withFields('too large', { status: 413, limit: 2048 }), request);
    expect(error.code).toBe('request/too-large');
    expect(error.values).toEqual({ limit: 2048 });
    const cause = withFields('too large', { limit: 7 });
    const wrapped = new PayloadTooLargeException('too large', { cause });
    expect(toAppError(wrapped, request).values).toEqual({ limit: 7 });
  });

  it('tells a database or Redis that is away, and when to try again', () => {
    for (const error of [
      withFields('refused', { code: 'ECONNREFUSED' }),
      withFields('shutting down', { code: '57P01' }),
      withFields('query failed', { driverError: withFields('gone', { code: '08006' }) }),
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
    ]) {
      expect(codeOf(error)).toBe('server/unavailable');
      expect(toAppError(error, request).retryAfter).toBe(1);
    }
  });

  it('tells a null character that PostgreSQL cannot store', () => {
    for (const code of ['22021', '22P05']) {
      const error = toAppError(withFields('invalid byte sequence', { code }), request);
      expect(error.code).toBe('request/invalid');
      expect(error.details).toHaveLength(1);
    }
  });

  it('hides everything else', () => {
    for (const exception of [
      new TypeError('x is undefined'),
      new ForbiddenException('secret'),
      withFields('duplicate key', { code: '23505' }),
      'a text',
      null,
      undefined,
    ]) {
      const error = toAppError(exception, request);
      expect(error.code).toBe('server/internal');
      expect(error.message).toBe('Something went wrong inside the server.');
    }
  });
});
