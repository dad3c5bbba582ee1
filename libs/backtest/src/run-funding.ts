import { text, type Problem } from '@app/platform';

/** Says whose funding rates a run pays: nobody's, each symbol's own, or another's by symbol; null pays none, and a symbol that is left out pays its own. */
export type FundingChoice = boolean | Record<string, string | null>;

/** Maps each symbol that pays funding to the symbol whose rates it pays. */
export type FundingSources = ReadonlyMap<string, string>;

const SHAPE = text(
  'must be true, false or { symbol: symbol whose rates it pays, or null for none }',
  '必须是 true、false 或 { 交易对: 费率所属的交易对，null 表示不计 }',
);
const NOT_TRADED = text('is not a symbol of the run', '不是该回测的交易对');
const NO_SYMBOL = text('must be a symbol, or null for none', '必须是交易对，或用 null 表示不计');
const NOT_OF_PROFILE = text(
  'is not paid by the execution profile backtesting.py',
  '执行方案 backtesting.py 不计资金费率',
);

/** Finds what is wrong with a choice of funding for the symbols of a run; left out it is false. */
export function fundingProblems(choice: unknown, symbols: string[], profile: unknown): Problem[] {
  if (choice === undefined || choice === false) return [];
  if (profile === 'backtesting.py') return [{ field: 'funding', problem: NOT_OF_PROFILE }];
  if (choice === true) return [];
  if (!isRecord(choice)) return [{ field: 'funding', problem: SHAPE }];
  return Object.entries(choice).flatMap(([symbol, source]) => {
    const field = `funding.${symbol}`;
    if (!symbols.includes(symbol)) return [{ field, problem: NOT_TRADED }];
    const isSource = source === null || (typeof source === 'string' && source !== '');
    return isSource ? [] : [{ field, problem: NO_SYMBOL }];
  });
}

/** Reads a sound choice of funding. */
export function fundingSources(choice: unknown, symbols: string[]): FundingSources {
  const sources = new Map<string, string>();
  if (choice === undefined || choice === false) return sources;
  const others = isRecord(choice) ? choice : {};
  for (const symbol of symbols) {
    const source = Object.hasOwn(others, symbol) ? others[symbol] : symbol;
    if (typeof source === 'string') sources.set(symbol, source);
  }
  return sources;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
