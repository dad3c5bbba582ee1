import { bool, choice, float, int, paramsSchema, type Param, type Params } from '@app/engine';
import { text, type Text } from '@app/platform';
import type { Description } from '../sandbox/realm/entry.js';
import { isStrategyName, STRATEGY_NAME_RULE } from '../strategy-name.js';
import type { Declared } from './check-report.js';

const LONGEST_TEXT = 5000;
const MOST_PARAMS = 200;
const MOST_CHOICES = 200;
const NUL = /\0/;

const NAME_UNFIT = text(`The name ${STRATEGY_NAME_RULE.en}.`, `名称${STRATEGY_NAME_RULE.zh}。`);
const TEXT_UNFIT = text(
  'The description must be a text of at most 5000 characters without a null character.',
  '描述必须是至多 5000 个字符且不含空字符的文本。',
);
const TOO_MANY = text('A strategy has at most 200 params.', '策略至多有 200 个参数。');

/** Is what a strategy says of itself, or why that cannot be stored. */
export type DeclaredOrProblem = { declared: Declared } | { problem: Text };

/** Reads what a strategy says of itself, of which nothing is believed: user code made it. */
export function declaredOf(said: Description): DeclaredOrProblem {
  const { name, description, scope } = said;
  if (!isStrategyName(name)) return { problem: NAME_UNFIT };
  if (!isText(description)) return { problem: TEXT_UNFIT };
  const all = Object.entries(said.params);
  if (all.length > MOST_PARAMS) return { problem: TOO_MANY };
  const params: Record<string, Param> = {};
  for (const [param, value] of all) {
    try {
      params[param] = paramOf(param, value);
    } catch (error) {
      return { problem: paramUnfit(param, error) };
    }
  }
  const declaration = { name, description, params: params satisfies Params };
  return { declared: { ...declaration, scope, paramsSchema: paramsSchema(declaration) } };
}

// Made once more by the engine, which throws where the parts do not fit together.
function paramOf(name: string, given: unknown): Param {
  if (!/^[A-Za-z_$][\w$]{0,99}$/.test(name) || name === '__proto__') {
    throw new TypeError('its name must be a name of JavaScript of at most 100 characters');
  }
  if (typeof given !== 'object' || given === null) throw new TypeError('it is no param');
  const param = given as Partial<Record<string, unknown>>;
  const texts = { title: textOf(param.title), description: textOf(param.description) };
  if (param.kind === 'bool') return defined(bool(param.default as boolean, texts));
  if (param.kind === 'choice') {
    const choices = Array.isArray(param.choices) ? param.choices : [];
    if (choices.length > MOST_CHOICES || !choices.every(isChoice)) {
      throw new TypeError('its choices must be at most 200 texts or numbers');
    }
    return defined(choice(param.default as string | number, choices, texts));
  }
  const bounds = { min: numberOf(param.min), max: numberOf(param.max), step: numberOf(param.step) };
  if (param.kind === 'int') return defined(int(param.default as number, { ...bounds, ...texts }));
  if (param.kind === 'float') {
    return defined(float(param.default as number, { ...bounds, ...texts }));
  }
  throw new TypeError('it must be made by int, float, bool or choice');
}

function defined<P extends Param>(param: P): P {
  const there = Object.entries(param).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as P;
}

function isChoice(value: unknown): value is string | number {
  return Number.isFinite(value) || (isText(value) && value.length <= 100);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && !NUL.test(value);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || isText(value)) return value;
  throw new TypeError('its texts must be texts of at most 5000 characters');
}

function numberOf(value: unknown): number | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new TypeError('its bounds and step must be numbers');
}

function paramUnfit(name: string, error: unknown): Text {
  const why = error instanceof Error ? error.message : String(error);
  const shown = name.slice(0, 100);
  return text(`The param ${shown} cannot be used: ${why}`, `参数 ${shown} 无法使用：${why}`);
}
