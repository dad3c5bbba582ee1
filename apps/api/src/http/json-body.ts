import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, platformErrors, text, type Problem } from '@app/platform';
import { BASE_PATH } from './base-path.js';
import { invalidRequest } from './validation.pipe.js';

/** Is how many bytes a body may have on every route but that of uploads. */
export const MAX_JSON_SIZE = 1024 * 1024;

/** Is how many arrays and objects may stand inside one another in a body. */
export const MAX_JSON_DEPTH = 32;

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const UPLOAD = new RegExp(`^${BASE_PATH}/kline/(?:upload|[^/]+/funding)/?$`, 'i');
const IMPORT = new RegExp(`^${BASE_PATH}/kline/import/?$`, 'i');
// What a form holds beside its file: other fields, and the lines between them.
const REST_OF_FORM = 1024 * 1024;
const DISCARD_LIMIT_MS = 30_000;
const NAMES_OF_ALL = ['__proto__', 'constructor', 'prototype'];
const UNKNOWN = text('is not a known field', '不是已知字段');
const TOO_DEEP = text('must not be nested deeper than {max} levels', '嵌套不得超过 {max} 层');

/** Refuses a body that is there but is not called JSON, or a form where a file is imported, which would otherwise be taken for a missing one. */
export function refuseOtherMedia(request: Request, _: Response, next: NextFunction): void {
  const isForm = isOf(IMPORT, request);
  const wanted = isForm ? 'multipart/form-data' : 'application/json';
  const isRefused =
    METHODS_WITH_BODY.has(request.method) && hasBody(request) && !request.is(wanted);
  const code = isForm ? 'request/form-needed' : 'request/unsupported-media';
  next(isRefused ? new AppError(platformErrors[code]) : undefined);
}

/** Refuses the form of an import that says of itself that it is too large, without a look at what it holds. */
export function refuseLargeForm(maxUploadSize: number): RequestHandler {
  return function refuse(request: Request, _: Response, next: NextFunction): void {
    const length = Number(request.headers['content-length'] ?? 0);
    if (!isOf(IMPORT, request) || length <= maxUploadSize + REST_OF_FORM) return next();
    const values = { limit: maxUploadSize };
    discard(request, () => next(new AppError(platformErrors['request/too-large'], { values })));
  };
}

// A client that still sends when it is answered and cut off sees a broken connection in place of the answer.
function discard(request: Request, then: () => void): void {
  const done = () => {
    clearTimeout(timer);
    request.off('close', done);
    then();
  };
  const timer = setTimeout(done, DISCARD_LIMIT_MS);
  request.once('close', done);
  request.resume();
}

/** Reads JSON bodies: of `maxUploadSize` bytes at most where bars or funding rates are uploaded, elsewhere of 1 MiB at most. */
export function readJson(maxUploadSize: number): RequestHandler {
  const readUpload = json({ limit: maxUploadSize });
  const readOther = json({ limit: Math.min(MAX_JSON_SIZE, maxUploadSize) });
  return function readBody(request: Request, response: Response, next: NextFunction): void {
    const read = isOf(UPLOAD, request) ? readUpload : readOther;
    read(request, response, next);
  };
}

/** Refuses a body that is nested deeper than 32 levels, before what recurses over it meets it, and names that belong to every object, which would otherwise be left out in silence. */
export function refuseUnfitJson(request: Request, _: Response, next: NextFunction): void {
  const problems = problemsOf(request.body);
  next(problems.length > 0 ? invalidRequest(problems) : undefined);
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isOf(path: RegExp, { method, originalUrl }: Request): boolean {
  return method === 'POST' && path.test(originalUrl.split('?', 1)[0] ?? '');
}

function problemsOf(body: unknown): Problem[] {
  const found = new Set<string>();
  let level = [body].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MAX_JSON_DEPTH) {
      return [{ field: 'body', problem: TOO_DEEP, values: { max: MAX_JSON_DEPTH } }];
    }
    for (const container of level) {
      for (const name of NAMES_OF_ALL) if (Object.hasOwn(container, name)) found.add(name);
    }
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return [...found].map((field) => ({ field, problem: UNKNOWN }));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
