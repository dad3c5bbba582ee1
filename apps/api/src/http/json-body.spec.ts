import { describe, expect, it } from '@jest/globals';
import express, { type NextFunction, type Request, type Response } from 'express';
import request from 'supertest';
import { answerFailure } from './error.filter.js';
import {
  MAX_JSON_DEPTH,
  MAX_JSON_SIZE,
  readJson,
  refuseLargeForm,
  refuseUnfitJson,
  refuseOtherMedia,
} from './json-body.js';
import { toAppError } from './to-app-error.js';

const UPLOAD = '/api/v1/kline/upload';
const LOGIN = '/api/v1/auth/login';
const FUNDING = '/api/v1/kline/BTC%2FUSDT/funding';

function server(maxUploadSize: number) {
  const app = express();
  app.use(refuseOtherMedia, refuseLargeForm(maxUploadSize));
  app.use(readJson(maxUploadSize), refuseUnfitJson);
  app.use(({ body }: Request, response: Response) => void response.json({ got: typeof body }));
  app.use((error: unknown, asked: Request, response: Response, _next: NextFunction) => {
    answerFailure(toAppError(error, asked), asked, response);
  });
  return app;
}

const bodyOf = (bytes: number) => JSON.stringify({ x: 'x'.repeat(bytes - 8) });

describe('the limit of a body', () => {
  const app = server(2 * MAX_JSON_SIZE);
  const post = (path: string, bytes: number) =>
    request(app).post(path).set('Content-Type', 'application/json').send(bodyOf(bytes));

  it('is 1 MiB, and the answer names it', async () => {
    expect((await post(LOGIN, MAX_JSON_SIZE)).status).toBe(200);
    const { status, body } = await post(LOGIN, MAX_JSON_SIZE + 1);
    expect([status, body.error.code]).toEqual([413, 'request/too-large']);
    expect(body.message).toBe('The request body is larger than 1048576 bytes.');
  });

  it.each([UPLOAD, `${UPLOAD}/`, `${UPLOAD}?a=1`, FUNDING])(
    'is that of uploads for POST %s',
    async (path) => {
      expect((await post(path, 2 * MAX_JSON_SIZE)).status).toBe(200);
      const { status, body } = await post(path, 2 * MAX_JSON_SIZE + 1);
      expect(status).toBe(413);
      expect(body.message).toBe('The request body is larger than 2097152 bytes.');
    },
  );

  it('is not raised by a path that only resembles that of uploads', async () => {
    for (const path of [
      `${LOGIN}?${UPLOAD}`,
      `${UPLOAD}/more`,
      `/x${UPLOAD}`,
      `${FUNDING}/more`,
      '/api/v1/kline/a/b/funding',
    ]) {
      expect((await post(path, MAX_JSON_SIZE + 1)).status).toBe(413);
    }
  });
});

describe('the depth of a body', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const post = (text: string) =>
    request(server(MAX_JSON_SIZE)).post(LOGIN).set('Content-Type', 'application/json').send(text);

  it('is 32 levels of arrays and objects', async () => {
    expect((await post(nested(MAX_JSON_DEPTH))).status).toBe(200);
    expect((await post(`{"username":${nested(MAX_JSON_DEPTH - 1)}}`)).status).toBe(200);
    expect((await post(nested(MAX_JSON_DEPTH + 1))).status).toBe(422);
  });

  it.each([
    ['en', 'must not be nested deeper than 32 levels'],
    ['zh', '嵌套不得超过 32 层'],
  ])('is told in %s, however deep the body is', async (language, problem) => {
    for (const levels of [MAX_JSON_DEPTH, 5000, 200_000]) {
      const answer = await post(`{"username":${nested(levels)}}`).set('Accept-Language', language);
      expect([answer.status, answer.body.error.code]).toEqual([422, 'request/invalid']);
      expect(answer.body.error.details).toEqual([{ field: 'body', problem }]);
    }
  });
});

describe('names that every object has', () => {
  it.each(['__proto__', 'constructor', 'prototype'])(
    'such as %s are unknown fields',
    async (name) => {
      const { status, body } = await request(server(MAX_JSON_SIZE))
        .post(LOGIN)
        .set('Content-Type', 'application/json')
        .send(`{"params":[{"${name}":{"fast":5}}]}`);
      expect(status).toBe(422);
      expect(body.error.details).toEqual([{ field: name, problem: 'is not a known field' }]);
    },
  );
});

describe('the media type of a body', () => {
  const app = server(MAX_JSON_SIZE);
  const TYPES = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', ''];

  it.each(TYPES)('is refused when it is "%s"', async (type) => {
    for (const method of ['post', 'put', 'patch'] as const) {
      const asked = request(app)[method](LOGIN).set('Content-Type', type);
      const { status, body } = await asked.send('a');
      expect([status, body.error.code]).toEqual([415, 'request/unsupported-media']);
    }
  });

  it('is JSON, with or without parameters', async () => {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8']) {
      const { status } = await request(app).post(LOGIN).set('Content-Type', type).send('{}');
      expect(status).toBe(200);
    }
  });

  it('is not asked for where there is no body', async () => {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      expect((await request(app)[method](LOGIN)).status).toBe(200);
      expect((await request(app)[method](LOGIN).set('Content-Length', '0')).status).toBe(200);
    }
  });
});

describe('the form of an import', () => {
  const app = server(1000);
  const form = (path: string, bytes: number) =>
    request(app).post(path).attach('file', Buffer.alloc(bytes), 'x.csv');

  it('is let through where a file is imported, and nowhere else', async () => {
    expect((await form('/api/v1/kline/import?dry_run=true', 10)).status).toBe(200);
    for (const path of [UPLOAD, LOGIN, '/api/v1/kline/import/x', '/api/v1/kline/imports']) {
      expect((await form(path, 10)).status).toBe(415);
    }
    const json = await request(app).post('/api/v1/kline/import').send({ symbol: 'X' });
    expect([json.status, json.body.error.code]).toEqual([415, 'request/form-needed']);
  });

  it('is refused at once when it says that it is too large, with room for its other fields', async () => {
    expect((await form('/api/v1/kline/import', MAX_JSON_SIZE)).status).toBe(200);
    const { status, body } = await form('/api/v1/kline/import', MAX_JSON_SIZE + 1000);
    expect([status, body.error.code]).toEqual([413, 'request/too-large']);
    expect(body.message).toBe('The request body is larger than 1000 bytes.');
  });
});
