import { SourceMap, type SourceMapPayload } from 'node:module';
import { SOURCE_NAME } from '../sandbox/sandbox.js';

/** Is a place in a source: line and column count from 1. */
export interface Place {
  line: number;
  column: number;
}

const FRAME = new RegExp(`\\b${SOURCE_NAME.replace('.', '\\.')}:(\\d+):(\\d+)`);

/** Finds the innermost place of a user's source in a stack of its compiled code; null when none is in it. */
export function userPlace(stack: string, map: string): Place | null {
  const frame = FRAME.exec(stack);
  if (frame === null || map === '') return null;
  const payload = JSON.parse(map) as SourceMapPayload;
  const entry = new SourceMap(payload).findEntry(Number(frame[1]) - 1, Number(frame[2]) - 1);
  if (!('originalLine' in entry)) return null;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
