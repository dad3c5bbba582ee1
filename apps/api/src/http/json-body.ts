import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { BASE_PATH } from './base-path.js';

/** Is how many bytes a body may have on every route but that of uploads. */
export const MAX_JSON_SIZE = 1024 * 1024;

const UPLOAD = new RegExp(`^${BASE_PATH}/kline/upload/?$`, 'i');

/** Reads JSON bodies: of `maxUploadSize` bytes at most where bars are uploaded, elsewhere of 1 MiB at most. */
export function readJson(maxUploadSize: number): RequestHandler {
  const readUpload = json({ limit: maxUploadSize });
  const readOther = json({ limit: Math.min(MAX_JSON_SIZE, maxUploadSize) });
  return function readBody(request: Request, response: Response, next: NextFunction): void {
    const read = isUpload(request) ? readUpload : readOther;
    read(request, response, next);
  };
}

function isUpload({ method, originalUrl }: Request): boolean {
  return method === 'POST' && UPLOAD.test(originalUrl.split('?', 1)[0] ?? '');
}
