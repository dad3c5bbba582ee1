import { isTimeframe } from '@barline/engine';
import { checkNumber, type Scope } from './check-number.js';
import { isRecord, keyOf, type Path } from './findings.js';
import { ARITHMETIC, columnName, COLUMNS, MOST } from './words.js';

const KEYS = ['param', 'series', ...Object.keys(ARITHMETIC)];

/** Checks a value of a condition, a size or a distance. */
export function checkValue(scope: Scope, value: unknown, path: Path, depth: number): void {
  const { findings } = scope;
  if (isTooMuch(scope, path, depth)) return;
  if (typeof value === 'number') {
    checkNumber(scope, value, path, {});
    return;
  }
  if (typeof value === 'string') {
    checkSeriesName(scope, value, path);
    return;
  }
  if (!isRecord(value)) {
    findings.wrongType(path, 'a number, a name of a series or an object', value);
    return;
  }
  const chosen = findings.choice(value, path, KEYS, ['ago']);
  if (chosen === null) return;
  const { key, object } = chosen;
  if (key !== 'series' && Object.hasOwn(object, 'ago')) {
    findings.add(keyOf(path, 'ago'), 'misplaced-key', { owner: 'series' });
  } else if (key === 'param') checkNumber(scope, { param: object.param }, path, {});
  else if (key === 'series') checkAgo(scope, object, path);
  else {
    const [least, most] = ARITHMETIC[key as keyof typeof ARITHMETIC];
    checkList(scope, object[key], keyOf(path, key), least, most, (each, at) =>
      checkValue(scope, each, at, depth + 1),
    );
  }
}

/** Checks a list of so many things, each by `check`. */
export function checkList(
  { findings }: Scope,
  value: unknown,
  path: Path,
  least: number,
  most: number,
  check: (value: unknown, path: Path) => void,
): void {
  const count = least === most ? `${least}` : `${least} to ${most}`;
  if (!Array.isArray(value)) {
    findings.wrongType(path, `a list of ${count}`, value);
  } else if (value.length < least || value.length > most) {
    const { length: got } = value;
    findings.add(path, 'wrong-count', { count, got });
  } else value.forEach((each, k) => check(each, keyOf(path, k)));
}

/** Checks the name of a column of bars or of a series, and returns its timeframe, empty for that of the run. */
export function checkSeriesName(scope: Scope, name: string, path: Path): string | null {
  const { findings, outputs, series } = scope;
  const column = scope.columns ? columnName(name) : null;
  if (column !== null) {
    const { timeframe } = column;
    if (timeframe === '' || isTimeframe(timeframe)) return timeframe;
    return findings.add(path, 'unknown-timeframe', { name: timeframe.slice(0, 60) });
  }
  const known = series.get(name);
  if (known !== undefined) return known;
  const several = outputs.get(name);
  if (several !== undefined) {
    const choices = several.map((output) => `${name}.${output}`).join(', ');
    return findings.add(path, 'which-output', { name, choices });
  }
  const [owner] = name.split('.');
  const outputsOfOwner = outputs.get(owner);
  if (outputsOfOwner !== undefined) {
    const names = outputsOfOwner.map((output) => `${owner}.${output}`);
    return findings.unknown(path, 'unknown-output', name, names);
  }
  return findings.unknown(path, 'unknown-series', name, [
    ...(scope.columns ? COLUMNS : []),
    ...series.keys(),
  ]);
}

/** Whether rules are nested too deeply or too long here, after adding that once. */
export function isTooMuch(scope: Scope, path: Path, depth: number): boolean {
  const { findings } = scope;
  if (++scope.terms > MOST.terms) {
    if (scope.terms === MOST.terms + 1) {
      findings.add('', 'too-many-terms', { max: MOST.terms });
    }
    return true;
  }
  if (depth <= MOST.depth) return false;
  findings.add(path, 'too-deep', { max: MOST.depth });
  return true;
}

function checkAgo(scope: Scope, { series, ago }: Readonly<Record<string, unknown>>, path: Path) {
  if (typeof series === 'string') checkSeriesName(scope, series, keyOf(path, 'series'));
  else scope.findings.wrongType(keyOf(path, 'series'), 'a name of a series', series);
  checkNumber(scope, ago, keyOf(path, 'ago'), { min: 0, max: MOST.ago, whole: true });
}
