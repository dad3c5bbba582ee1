import { AppError, text } from '@app/platform';
import { checkErrors } from './check.errors.js';

const MOST_LINES = 20_000;
const SPACE = /[\t\n\v\f\r]/g;
const CONTROL = /\p{Cc}/u;

const NUL = text('it holds a null character', '含有空字符');
const BINARY = text('it holds control characters', '含有控制字符');
const BROKEN = text('it holds half of a surrogate pair', '含有不完整的代理对');
const EMPTY = text('it is empty', '内容为空');

/** Refuses a source that is no text, or longer than it may be, before anything reads it; throws `strategy/source-too-large` and `strategy/source-unreadable`. */
export function assertReadable(source: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(source);
  if (bytes > maxBytes) throw tooLarge(bytes, text('bytes', '字节'), maxBytes);
  const lines = source.split('\n').length;
  if (lines > MOST_LINES) throw tooLarge(lines, text('lines', '行'), MOST_LINES);
  if (source.trim() === '') throw unreadable(EMPTY);
  if (source.includes('\0')) throw unreadable(NUL);
  if (CONTROL.test(source.replaceAll(SPACE, ''))) throw unreadable(BINARY);
  if (!source.isWellFormed()) throw unreadable(BROKEN);
}

function tooLarge(size: number, unit: ReturnType<typeof text>, limit: number): AppError {
  return new AppError(checkErrors['strategy/source-too-large'], { values: { size, unit, limit } });
}

function unreadable(reason: ReturnType<typeof text>): AppError {
  return new AppError(checkErrors['strategy/source-unreadable'], { values: { reason } });
}
