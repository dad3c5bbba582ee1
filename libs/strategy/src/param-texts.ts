import type { Problem as EngineProblem } from '@app/engine';
import type { Problem } from '@app/platform';
import { problemText } from './problem-texts.js';

/** Puts a problem that the engine found with a param into both languages, under `params.<name>`. */
export function paramProblem(problem: EngineProblem): Problem {
  const { field, values } = problem;
  const isOfOne = field !== '' && field !== 'params';
  return { field: isOfOne ? `params.${field}` : 'params', problem: problemText(problem), values };
}
