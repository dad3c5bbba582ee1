import { getMetadataStorage, type ValidationError } from 'class-validator';
import { closest, distance } from 'fastest-levenshtein';
import { text, TIME_TEXT, type Text, type TextValues } from '@app/platform';
import { FITS } from './fits.decorator.js';
import { SENT_ONCE } from './sent-once.decorator.js';

/** Says that something else stands where an object must. */
export const NOT_AN_OBJECT = text('must be an object', '必须是对象');

/** Says that a field is missing. */
export const REQUIRED = text('is required', '不能为空');
const TEXTS: Record<string, Text> = {
  isArray: text('must be an array', '必须是数组'),
  isBoolean: text('must be true or false', '必须是布尔值'),
  isDefined: REQUIRED,
  isIn: text('must be one of {0}', '必须是以下之一：{0}'),
  isInt: text('must be a whole number', '必须是整数'),
  isLength: text('must have {0} to {1} characters', '长度必须为 {0} 到 {1}'),
  isNotEmpty: text('must not be empty', '不能为空'),
  isNumber: text('must be a finite number', '必须是有限数字'),
  isObject: NOT_AN_OBJECT,
  isPositive: text('must be greater than 0', '必须大于 0'),
  isString: text('must be a text', '必须是字符串'),
  isTime: TIME_TEXT,
  isUuid: text('must be a UUID', '必须是 UUID'),
  matches: text('must match {0}', '必须匹配 {0}'),
  max: text('must be at most {0}', '不得大于 {0}'),
  maxLength: text('must have at most {0} characters', '长度不得超过 {0}'),
  min: text('must be at least {0}', '不得小于 {0}'),
  minLength: text('must have at least {0} characters', '长度不得少于 {0}'),
  arrayMaxSize: text('must have at most {0} items', '最多 {0} 项'),
  arrayMinSize: text('must have at least {0} items', '至少 {0} 项'),
  [SENT_ONCE]: text('must be sent once', '只能发送一次'),
  unknownValue: NOT_AN_OBJECT,
  nestedValidation: NOT_AN_OBJECT,
};
const TYPES = new Set([
  'isArray',
  'isBoolean',
  'isIn',
  'isInt',
  'isNumber',
  'isObject',
  'isString',
  'isTime',
  'isUuid',
  'nestedValidation',
]);
const UNKNOWN = text('is not a known field', '不是已知字段');
const UNKNOWN_NEAR = text(
  'is not a known field; did you mean "{near}"?',
  '不是已知字段；是否指 "{near}"？',
);

/** Lists what is worth saying of a field: that it is missing, else that its type is wrong, else all that is. */
export function relevantConstraints({ constraints = {}, value }: ValidationError): string[] {
  const names = Object.keys(constraints);
  if (value === undefined && names.some((name) => name in TEXTS)) return ['isDefined'];
  if (names.includes(SENT_ONCE)) return [SENT_ONCE];
  const types = names.filter((name) => TYPES.has(name));
  return types.length > 0 ? types : names;
}

/** Finds the sentence, in both languages, for one broken constraint of class-validator; a custom one keeps its own words. */
export function problemText(
  error: ValidationError,
  constraint: string,
): { problem: Text; values?: TextValues } {
  if (constraint === 'whitelistValidation') return unknownField(error);
  const known = constraint === FITS ? fitsText(error) : TEXTS[constraint];
  if (known) return { problem: known, values: constraintValues(error, constraint) };
  const own = error.constraints?.[constraint] ?? constraint;
  return { problem: text(own, own) };
}

/** Says that a field has no meaning, and which name may have been meant. */
export function unknownName(name: string, names: string[]): { problem: Text; values?: TextValues } {
  const near = nearestName(name, names);
  return near ? { problem: UNKNOWN_NEAR, values: { near } } : { problem: UNKNOWN };
}

/** Picks the name nearest to a misspelt one, or undefined when none is near. */
export function nearestName(name: string, names: string[]): string | undefined {
  if (names.length === 0) return undefined;
  const near = closest(name, names);
  return distance(name, near) <= Math.max(2, Math.floor(name.length / 3)) ? near : undefined;
}

function unknownField(error: ValidationError): { problem: Text; values?: TextValues } {
  return unknownName(error.property, fieldNames(error));
}

function fitsText(error: ValidationError): Text | undefined {
  return metadataOf(error).find(
    ({ propertyName, name }) => propertyName === error.property && name === FITS,
  )?.constraints?.[0] as Text | undefined;
}

function metadataOf(error: ValidationError) {
  if (!error.target) return [];
  return getMetadataStorage().getTargetValidationMetadatas(
    error.target.constructor,
    '',
    false,
    false,
  );
}

function fieldNames(error: ValidationError): string[] {
  return [...new Set(metadataOf(error).map(({ propertyName }) => propertyName))];
}

function constraintValues(error: ValidationError, constraint: string): TextValues {
  const metadata = metadataOf(error).find(
    ({ propertyName, name }) => propertyName === error.property && name === constraint,
  );
  const values: unknown[] = metadata?.constraints ?? [];
  return Object.fromEntries(
    values.map((value, i) => [i, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
