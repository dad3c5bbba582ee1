import * as fc from 'fast-check';
import type {
  RuleCondition,
  RuleDistance,
  RuleNumber,
  RuleOrder,
  Rules,
  RuleSeries,
  RuleSize,
  RuleValue,
} from './rules.js';

const series: Record<string, RuleSeries> = {
  fast: { indicator: 'sma', params: { timePeriod: { param: 'fast' } } },
  slow: { indicator: 'ema', params: { timePeriod: 8 } },
  rsi: { indicator: 'rsi', params: { timePeriod: 5 } },
  smooth: { indicator: 'sma', inputs: ['rsi'], params: { timePeriod: 3 } },
  bands: { indicator: 'bbands', params: { timePeriod: 6, nbDevUp: 1 } },
  range: { indicator: 'atr', params: { timePeriod: 4 } },
  trend: { indicator: 'superTrend', params: { timePeriod: 3, multiplier: 1 } },
  higher: { indicator: 'sma', timeframe: '4h', params: { timePeriod: 2 } },
};

const PRICES = [
  'close',
  'open',
  '4h:close',
  'fast',
  'slow',
  'bands.upper',
  'bands.lower',
  'higher',
];
const LEVELS = ['rsi', 'smooth'];

const price: fc.Arbitrary<RuleValue> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<RuleValue>(...PRICES) },
  fc.record({ series: fc.constantFrom(...PRICES), ago: fc.integer({ min: 0, max: 3 }) }),
  fc.constantFrom<RuleValue>(
    100,
    { add: ['slow', 'range'] },
    { sub: ['fast', { mul: [0.5, 'range'] }] },
    { mul: [{ param: 'factor' }, 'higher'] },
    { div: [{ add: ['high', 'low', 'close'] }, 3] },
    { div: ['close', { sub: ['close', 'open'] }] },
  ),
);
const level: fc.Arbitrary<RuleValue> = fc.oneof(
  fc.constantFrom<RuleValue>(...LEVELS),
  fc.constantFrom<RuleValue>(30, 50, 70, { param: 'level' }),
);
const pair: fc.Arbitrary<[RuleValue, RuleValue]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(price, price) },
  { weight: 2, arbitrary: fc.tuple(level, level) },
  fc.constantFrom<[RuleValue, RuleValue]>(['trend.direction', 0], [0, 'trend.direction']),
);
const bars: fc.Arbitrary<RuleNumber> = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc.constant({ param: 'fast' }),
);
const run: fc.Arbitrary<[RuleValue, RuleNumber]> = fc.tuple(price, bars);

const test: fc.Arbitrary<RuleCondition> = fc.oneof(
  { weight: 4, arbitrary: pair.map((crosses_above) => ({ crosses_above })) },
  { weight: 4, arbitrary: pair.map((crosses_below) => ({ crosses_below })) },
  { weight: 2, arbitrary: pair.map((values) => ({ '>': values })) },
  { weight: 2, arbitrary: pair.map((values) => ({ '<': values })) },
  pair.map((values) => ({ '>=': values })),
  pair.map((values) => ({ '<=': values })),
  run.map((rising) => ({ rising })),
  run.map((falling) => ({ falling })),
  fc.constantFrom<RuleCondition>(
    { param: 'on' },
    { param: 'mode', is: 'trend' },
    { param: 'mode', is: 'calm' },
  ),
);

const anything = fc.letrec<{ condition: RuleCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: test },
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
})).condition;

// Of these the bars on which they can hold are known to the engine.
const names = fc.constantFrom(...PRICES);
const plain: fc.Arbitrary<RuleCondition> = fc.oneof(
  fc.tuple(names, names).map((crosses_above) => ({ crosses_above })),
  fc.tuple(names, names).map((crosses_below) => ({ crosses_below })),
  fc.constantFrom<RuleCondition>(
    { crosses_above: ['rsi', { param: 'level' }] },
    { crosses_above: [50, 'rsi'] },
    { not: { any: [{ not: { crosses_below: ['rsi', 40] } }, { not: { param: 'on' } }] } },
  ),
);
const known: fc.Arbitrary<RuleCondition> = fc.oneof(
  plain,
  fc.tuple(anything, plain).map((all) => ({ all })),
  fc.tuple(plain, plain).map((any) => ({ any })),
  fc.tuple(plain, anything).map(([one, other]) => ({
    not: { any: [{ not: one }, other] },
  })),
);

/** Random conditions over the series of {@link randomRules}. */
export const randomCondition: fc.Arbitrary<RuleCondition> = fc.oneof(
  { weight: 4, arbitrary: known },
  anything,
);

const distance: fc.Arbitrary<RuleDistance> = fc.oneof(
  fc.constantFrom(0, 0.005, 0.02).map((fraction) => ({ fraction })),
  fc.constantFrom<RuleDistance>(
    { distance: { mul: [1.5, 'range'] } },
    { distance: { sub: ['close', 'bands.lower'] } },
  ),
);
const size: fc.Arbitrary<RuleSize> = fc.oneof(
  fc.constantFrom<RuleSize>({ fraction: 0.5 }, { units: 3 }, { cash: 2000 }),
  fc.constant<RuleSize>({ units: { div: [50, 'range'] } }),
);
const order: fc.Arbitrary<RuleOrder> = fc.oneof(
  fc.record({ limit: distance, bars: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ stop: distance }),
);

const exit = fc.record(
  { after: bars, end_of_day: fc.boolean(), long: randomCondition, short: randomCondition },
  { requiredKeys: [] },
);

/** Random rules that are right. */
export const randomRules: fc.Arbitrary<Rules> = fc
  .record(
    {
      long: randomCondition,
      short: fc.option(randomCondition, { nil: undefined }),
      order: fc.option(order, { nil: undefined, freq: 4 }),
      exit,
      reverse: fc.boolean(),
      size,
      stop: distance,
      target: distance,
      trail: distance,
    },
    { requiredKeys: ['long', 'exit'] },
  )
  .map(({ long, short, order, exit, ...rest }) => ({
    name: 'random',
    params: {
      fast: { type: 'int', default: 3, min: 1, max: 9 },
      factor: { type: 'float', default: 1.001 },
      level: { type: 'choice', choices: [40, 60], default: 60 },
      on: { type: 'bool', default: true },
      mode: { type: 'choice', choices: ['trend', 'calm'], default: 'calm' },
    },
    series,
    entry: {
      long,
      ...(short === undefined ? {} : { short }),
      ...(order === undefined ? {} : { order }),
    },
    exit: short === undefined ? withoutShort(exit) : exit,
    ...rest,
  }));

function withoutShort({ short: _short, ...exit }: NonNullable<Rules['exit']>): Rules['exit'] {
  return exit;
}
