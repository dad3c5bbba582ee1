import { text } from '@app/platform';
import { compile, type SourceProblem } from '../sandbox/compile.js';
import type { CheckProblem } from './check-report.js';
import { checkTypes, type Language } from './type-check.js';

/** Asks for a source to be compiled and its types to be checked. */
export interface SourceTask {
  source: string;
  language?: Language;
}

/** Is a compiled source, or what is wrong with it. */
export interface CheckedSource {
  compiled: { code: string; map: string } | null;
  problems: CheckProblem[];
}

const TOO_DEEP = text('The source is nested too deeply to be read.', '源代码嵌套过深，无法解析。');

/** Compiles a source and checks its types; all problems are told at once, in the order of their places. */
export function checkSource({ source, language }: SourceTask): CheckedSource {
  try {
    const compiled = compile(source);
    const own = 'problems' in compiled ? compiled.problems.map(syntaxProblem) : [];
    const problems = inOrder([...own, ...checkTypes(source, language)]);
    return { compiled: 'code' in compiled ? compiled : null, problems };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problem = { stage: 'syntax', line: null, column: null, message: TOO_DEEP } as const;
    return { compiled: null, problems: [problem] };
  }
}

function syntaxProblem({ line, column, message }: SourceProblem): CheckProblem {
  return { stage: 'syntax', line, column, message: text(message, message) };
}

function inOrder(problems: CheckProblem[]): CheckProblem[] {
  return problems.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
