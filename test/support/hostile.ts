import { HARD_TO_TELL, TRAPS } from '../../libs/strategy/src/sandbox/fixtures/hostile.js';
import { ENDLESS, TOO_MUCH, WITH_LONG } from '../../libs/strategy/src/sandbox/fixtures/too-much.js';

/** Says how a run of a hostile source ends: by the code of its failure, or COMPLETED where it harms nobody, with what it logs first. */
export interface HostileCase {
  what: string;
  source: string;
  ends: RegExp;
  logs?: RegExp;
}

const FAILED = /^backtest\/strategy-failed(-at)?$/;
const STUCK = /^backtest\/strategy-stuck-at$/;
const MEMORY = /^backtest\/strategy-memory(-at)?$/;
const DONE = /^COMPLETED$/;

/** Writes a strategy of these callbacks. */
export function strategy(name: string, callbacks: string, before = ''): string {
  return `// @ts-nocheck
import * as library from '@barline/engine';
${before}
export default library.defineStrategy({
  name: '${name}',
  ${callbacks}
});
`;
}

const inInit = (lines: string) =>
  `init(ctx) { ctx.log(String((() => { ${lines} })())); return {}; }, next() {}`;
const inNext = (lines: string) => `next(state, ctx) { ${lines} }`;

// Each of them is tried, whatever came of those before.
const ALL_TRAPS = `return [${TRAPS.map(([, lines]) => `() => { ${lines}; }`).join()}].map((trap) => {
  try { trap(); } catch (error) { return error.name; }
  return 'open';
}).join(' ')`;

// Of the calls that are too much, those that took gigabytes, never ended or ended the process.
const WORST = /^(?:filling|a walk|every match in a long text$)/;

const CASES: [what: string, callbacks: string, ends: RegExp, logs?: RegExp][] = [
  [
    'each way to code from text and to what it shares',
    inInit(ALL_TRAPS),
    DONE,
    /^TypeError( TypeError)+$/,
  ],
  ...TOO_MUCH.filter(([what]) => WORST.test(what)).map(
    ([what, lines]): [string, string, RegExp] => [what, inInit(`${WITH_LONG} ${lines}`), FAILED],
  ),
  ...ENDLESS.slice(0, 2).map(([what, lines]): [string, string, RegExp] => [
    `an endless loop over ${what}`,
    inNext(lines),
    STUCK,
  ]),
  [
    'a map of everything',
    inNext('const kept = new Map(); for (let i = 0; ; i++) kept.set(i, { i });'),
    FAILED,
  ],
  [
    'a chain of everything',
    inNext('let kept = {}; for (;;) kept = { kept, more: new Array(100) };'),
    MEMORY,
  ],
  ...HARD_TO_TELL.map(([what, lines]): [string, string, RegExp] => [what, inInit(lines), FAILED]),
  ['a loop in init', inInit('for (;;);'), STUCK],
  ['a loop in next', inNext('for (;;);'), STUCK],
  ['a loop in a getter', inNext('ctx.buy({ get size() { for (;;); } });'), STUCK],
  [
    'a loop in toString',
    inNext(`ctx.log('x', { a: 1 }); String({ toString() { for (;;); } });`),
    STUCK,
  ],
  [
    'a regular expression that does not end',
    inNext(`/^(a+)+$/.test('a'.repeat(64) + 'b');`),
    STUCK,
  ],
  [
    'a text of a quarter of a gigabyte',
    inNext(`let text = 'a'; for (let k = 0; k < 28; k++) text += text; ({})[text];`),
    FAILED,
  ],
  [
    'an array of everything',
    inNext('const a = []; for (;;) a.push(new Array(1e6).fill(1));'),
    MEMORY,
  ],
  ['a buffer of four gigabytes', inNext('new ArrayBuffer(2 ** 32).slice();'), /./],
  [
    'a hundred thousand orders a bar',
    inNext('for (let i = 0; i < 1e9; i++) ctx.buy({ size: 1 });'),
    FAILED,
  ],
  [
    'a flood of logs',
    inNext(`for (let i = 0; i < 1000; i++) ctx.log('x'.repeat(1000));`),
    DONE,
    /^x+$/,
  ],
  [
    'a stack overflow in toJSON',
    inNext(`const f = () => f(); ctx.log('x', { toJSON: f }); f();`),
    FAILED,
  ],
  [
    'a proxy for options',
    inNext(
      `ctx.buy(new Proxy({}, { get() { throw new Error('no'); }, ownKeys() { throw new Error('no'); } }));`,
    ),
    FAILED,
  ],
  ['a thenable for a state', `init() { return { then(done) { done({}); } }; }, next() {}`, DONE],
  ['symbols for options', inNext(`ctx.buy({ [Symbol.iterator]: 1, size: Symbol() });`), FAILED],
  [
    'getters on the context',
    inNext(`Object.defineProperty(ctx, 'position', { get: () => 1 });`),
    DONE,
  ],
  [
    'an accessor on all objects',
    inNext(`Object.prototype.__defineGetter__('size', () => 1e9);`),
    FAILED,
  ],
  ['another prototype for the context', inNext(`Object.setPrototypeOf(ctx, { buy: 1 });`), DONE],
  ['the bars of the run', inNext(`ctx.bars.close.column.fill(1);`), FAILED],
  ['a number for all prices', inNext(`Number.prototype.valueOf = () => 1;`), FAILED],
];

/** Lists what hostile sources try in their runs, each under a name of its own. */
export const HOSTILE: HostileCase[] = CASES.map(([what, callbacks, ends, logs], k) => ({
  what,
  source: strategy(`hostile-${k}`, callbacks),
  ends,
  logs,
}));
