import { DEFAULT_CONFIG, type RunConfig } from './run-config.js';
import { checkField, CHECKS } from './config-check.js';
import { problemsTogether } from './config-together.js';
import { unknownName } from './params.js';
import type { Problem } from './problem.js';

/** The whole configuration of a run, defaults filled in, or every problem of the input at once. */
export function resolveConfig(
  input: Partial<RunConfig> | Record<string, unknown> = {},
): { config: RunConfig } | { problems: Problem[] } {
  const names = Object.keys(DEFAULT_CONFIG);
  const problems: Problem[] = [];
  const config: Record<string, unknown> = { ...DEFAULT_CONFIG };
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(CHECKS, name)) {
      problems.push(unknownName(name, names, 'unknown-option', 'option'));
      continue;
    }
    const problem = checkField(name as keyof RunConfig, value);
    if (problem === null) config[name] = value;
    else problems.push(problem);
  }
  if (problems.length === 0) problems.push(...problemsTogether(config as RunConfig));
  if (problems.length > 0) return { problems };
  return { config: Object.freeze(config) as RunConfig };
}
