import type { Param } from '@barline/engine';
import { type Findings, isRecord, keyOf, type Path } from './findings.js';

/** What a number may be; `above` is a bound that it must not reach. */
export type Range = { min?: number; max?: number; above?: number; below?: number; whole?: boolean };

/** What the checks of a rule's parts share. */
export type Scope = {
  readonly findings: Findings;
  readonly params: ReadonlyMap<string, Param>;
  /** The values of the parameters by name. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The names by which values name series, each with its timeframe. */
  readonly series: ReadonlyMap<string, string>;
  /** The outputs of the series that have several. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Whether values may name columns of bars. */
  readonly columns: boolean;
  /** Conditions and values met so far. */
  terms: number;
};

/** Checks a number or a parameter that stands for one, whose value must be in range, too; returns its value. */
export function checkNumber(scope: Scope, value: unknown, path: Path, range: Range): number | null {
  if (typeof value === 'number') return inRange(scope.findings, value, path, range);
  const wanted = range.whole === true ? 'a whole number or a param' : 'a number or a param';
  if (!isRecord(value)) return scope.findings.wrongType(path, wanted, value);
  if (scope.findings.object(value, path, ['param'], wanted) === null) return null;
  const param = checkParamName(scope, value.param, keyOf(path, 'param'));
  if (param === null) return null;
  const got = scope.values.get(String(value.param));
  if (typeof got === 'number') return inRange(scope.findings, got, path, range);
  return scope.findings.wrongType(path, wanted, got);
}

/** Checks the name of a parameter and returns its declaration. */
export function checkParamName(scope: Scope, name: unknown, path: Path): Param | null {
  if (typeof name !== 'string') return scope.findings.wrongType(path, 'a name', name);
  const param = scope.params.get(name);
  if (param !== undefined) return param;
  return scope.findings.unknown(path, 'unknown-param', name, [...scope.params.keys()]);
}

function inRange(findings: Findings, got: number, path: Path, range: Range): number | null {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = range;
  if (!Number.isFinite(got)) return findings.wrongType(path, 'a number', got);
  if (range.whole === true && !Number.isInteger(got)) {
    return findings.wrongType(path, 'a whole number', got);
  }
  if (got < min) {
    return findings.add(path, 'too-small', { min, got });
  }
  if (got > max) {
    return findings.add(path, 'too-large', { max, got });
  }
  if (got <= above) {
    return findings.add(path, 'not-above', { above, got });
  }
  if (got >= below) {
    return findings.add(path, 'not-below', { below, got });
  }
  return got;
}
