import type { Problem as EngineProblem } from '@app/engine';
import { type Problem, text } from '@app/platform';
import { ruleProblemText } from './rule-problems.js';
import { problemText } from './problem-texts.js';

/** Puts a problem that the engine found with a param into both languages, under `params.<name>`. */
export function paramProblem(problem: EngineProblem): Problem {
  const { field, values } = problem;
  const isOfOne = field !== '' && field !== 'params';
  return { field: isOfOne ? `params.${field}` : 'params', problem: problemText(problem), values };
}

/** Puts a problem that rules have with the values of their params into both languages, under `params`. */
export function rulesParamProblem(problem: EngineProblem): Problem {
  const { en, zh } = ruleProblemText(problem);
  const { field } = problem;
  return { field: 'params', problem: text(`${field} ${en}`, `${field} ${zh}`) };
}
