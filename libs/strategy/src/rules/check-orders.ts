import { checkNumber, type Scope } from './check-number.js';
import { checkValue } from './check-value.js';
import { isRecord, keyOf, type Path } from './findings.js';
import { MOST } from './words.js';

const SIZES = ['fraction', 'units', 'cash', 'risk'];
const DISTANCES = ['fraction', 'distance'];

/** Checks size, stop, target and trail. */
export function checkOrders(scope: Scope, rules: Readonly<Record<string, unknown>>): void {
  if (rules.size !== undefined) checkSize(scope, rules);
  for (const key of ['stop', 'target', 'trail']) {
    if (rules[key] === undefined) continue;
    checkDistance(scope, rules[key], key, key === 'target' ? 1000 : 1);
  }
}

/** Checks the limit or stop of entries that wait. */
export function checkEntryOrder(scope: Scope, value: unknown, path: Path): void {
  const chosen = scope.findings.choice(value, path, ['limit', 'stop'], ['bars']);
  if (chosen === null) return;
  const { key, object } = chosen;
  checkDistance(scope, object[key], keyOf(path, key), key === 'limit' ? 1 : 1000);
  if (object.bars === undefined) return;
  const range = { min: 1, max: MOST.after, whole: true };
  checkNumber(scope, object.bars, keyOf(path, 'bars'), range);
}

function checkSize(scope: Scope, { size, stop }: Readonly<Record<string, unknown>>): void {
  const { findings } = scope;
  const chosen = findings.choice(size, 'size', SIZES);
  if (chosen === null) return;
  const { key, object } = chosen;
  const path = keyOf('size', key);
  if (key === 'units' || key === 'cash') {
    checkValue(scope, object[key], path, 0);
    return;
  }
  checkNumber(scope, object[key], path, { above: 0, max: 1 });
  if (key === 'risk' && (stop === undefined || isOff(scope, stop))) {
    findings.add(path, 'needs-stop');
  }
}

// A stop of the fraction 0 is none, which with a parameter can be so for some of its values.
function isOff(scope: Scope, stop: unknown): boolean {
  if (!isRecord(stop)) return false;
  const { fraction } = stop;
  if (fraction === 0) return true;
  return isRecord(fraction) && scope.values.get(String(fraction.param)) === 0;
}

function checkDistance(scope: Scope, value: unknown, path: Path, below: number): void {
  const chosen = scope.findings.choice(value, path, DISTANCES);
  if (chosen === null) return;
  const { key, object } = chosen;
  const at = keyOf(path, key);
  if (key === 'distance') checkValue(scope, object[key], at, 0);
  else checkNumber(scope, object[key], at, { min: 0, below });
}
