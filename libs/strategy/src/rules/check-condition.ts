import { checkNumber, checkParamName, type Scope } from './check-number.js';
import { checkList, checkValue, isTooMuch } from './check-value.js';
import { keyOf, type Path } from './findings.js';
import { COMPARISONS, JOINTS, MOST, RUNS } from './words.js';

const KEYS: readonly string[] = [...JOINTS, 'not', ...COMPARISONS, ...RUNS, 'param'];
const joints: readonly string[] = JOINTS;
const runs: readonly string[] = RUNS;

/** Checks a condition with all that is in it. */
export function checkCondition(scope: Scope, value: unknown, path: Path, depth = 0): void {
  if (isTooMuch(scope, path, depth)) return;
  const chosen = scope.findings.choice(value, path, KEYS, ['is']);
  if (chosen === null) return;
  const { key, object } = chosen;
  const at = keyOf(path, key);
  const inner = object[key];
  if (key === 'param') {
    checkFlag(scope, object, path);
  } else if (Object.hasOwn(object, 'is')) {
    scope.findings.add(keyOf(path, 'is'), 'misplaced-key', { owner: 'param' });
  } else if (key === 'not') {
    checkCondition(scope, inner, at, depth + 1);
  } else if (joints.includes(key)) {
    checkList(scope, inner, at, 1, MOST.joined, (each, where) =>
      checkCondition(scope, each, where, depth + 1),
    );
  } else if (runs.includes(key)) {
    checkRun(scope, inner, at, depth);
  } else {
    checkList(scope, inner, at, 2, 2, (each, where) => checkValue(scope, each, where, depth + 1));
  }
}

function checkRun(scope: Scope, value: unknown, path: Path, depth: number): void {
  const isRun = Array.isArray(value) && value.length === 2;
  if (!isRun) {
    scope.findings.wrongType(path, 'a list of a value and a number of bars', value);
    return;
  }
  checkValue(scope, value[0], keyOf(path, 0), depth + 1);
  checkNumber(scope, value[1], keyOf(path, 1), { min: 1, max: MOST.run, whole: true });
}

function checkFlag(scope: Scope, object: Readonly<Record<string, unknown>>, path: Path): void {
  const { findings } = scope;
  const param = checkParamName(scope, object.param, keyOf(path, 'param'));
  if (param === null) return;
  if (!Object.hasOwn(object, 'is')) {
    if (param.kind === 'bool') return;
    findings.add(path, 'wrong-param', { type: param.kind });
    return;
  }
  const at = keyOf(path, 'is');
  if (param.kind === 'choice') {
    if (param.choices.some((each) => each === object.is)) return;
    const choices = param.choices.join(', ');
    findings.add(at, 'not-a-choice', { choices });
  } else if (typeof object.is !== (param.kind === 'bool' ? 'boolean' : 'number')) {
    findings.wrongType(at, param.kind === 'bool' ? 'true or false' : 'a number', object.is);
  }
}
