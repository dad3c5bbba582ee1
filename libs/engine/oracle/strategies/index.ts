import type { Strategy } from '../../src/index.js';
import { libTrail, partial, smaFlip, smaNoClose, smaReadme, trail } from './averages.js';
import { donchian, limitEntry, sameBar, stopEntry } from './entries.js';
import { exclusiveFraction, hedge, never, rsiLong, tooBig } from './others.js';
import type { OracleParams } from './params.js';

type Known = { make: (params: OracleParams) => Strategy; params: readonly string[] };

const STRATEGIES: Record<string, Known> = {
  SmaReadme: { make: smaReadme, params: [] },
  SmaFlip: { make: smaFlip, params: ['f', 's', 'size'] },
  SmaNoClose: { make: smaNoClose, params: ['f', 's', 'size'] },
  RsiLong: { make: rsiLong, params: ['n', 'lo', 'hi', 'size'] },
  Donchian: { make: donchian, params: ['n', 'sl', 'tp', 'size'] },
  LimitEntry: { make: limitEntry, params: ['off', 'life', 'sl', 'tp', 'size', 'short'] },
  StopEntry: { make: stopEntry, params: ['n', 'size', 'hold', 'lim'] },
  Trail: { make: trail, params: ['k', 'size'] },
  LibTrail: { make: libTrail, params: [] },
  Partial: { make: partial, params: [] },
  Hedge: { make: hedge, params: ['hold', 'size'] },
  ExclFrac: { make: exclusiveFraction, params: ['size'] },
  SameBar: { make: sameBar, params: [] },
  Never: { make: never, params: [] },
  TooBig: { make: tooBig, params: [] },
};

/** The strategy of an oracle by its name and parameters, or null when it, or one of its parameters, is none of those known. */
export function oracleStrategy(name: string, params: OracleParams): Strategy | null {
  if (!Object.hasOwn(STRATEGIES, name)) return null;
  const known = STRATEGIES[name];
  return Object.keys(params).every((each) => known.params.includes(each))
    ? known.make(params)
    : null;
}
