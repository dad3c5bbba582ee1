/** One thing wrong with an input: the field, a stable kebab-case code, the values that a message needs, and the message in English. */
export type Problem = {
  field: string;
  code: string;
  values: Record<string, string | number>;
  message: string;
};

/** Throws a RangeError with the message of the first problem, if there is one. */
export function throwFirst(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RangeError(problems.map((each) => each.message).join(' '));
}
