import { SourceMap } from 'node:module';
import { PLUS } from './compiled-names.js';
import { SOURCE_NAME } from './sandbox.js';

/** A line and a column of a source, both from 1. */
export type Place = { line: number; column: number };

// The functions that compiled code adds by have no place of their own.
const PLACE = new RegExp(
  `^(?!.*\\b${PLUS}).*${SOURCE_NAME.replace('.', '\\.')}:(\\d+):(\\d+)`,
  'm',
);

/** Finds the first place of a stack that is in the user's code, and leads it back to the user's source; null when there is none. */
export function placeOf(stack: string, map: string): Place | null {
  const found = PLACE.exec(stack);
  if (found === null) return null;
  const [line, column] = [Number(found[1]), Number(found[2])];
  const entry = sourceMapOf(map)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalLine' in entry)) return { line, column };
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function sourceMapOf(map: string): SourceMap | null {
  return map === '' ? null : new SourceMap(JSON.parse(map));
}
