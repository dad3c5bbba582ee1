import type { Context, StrategyEvent } from '@barline/engine';

/** Whether a condition holds at this close. */
export type Fires = (ctx: Context) => boolean;

/** A compiled condition. */
export type Test = {
  /** Whether it holds at every close, or at none; null where that depends on the close. */
  readonly always: boolean | null;
  readonly fires: Fires;
  /** Events that happen on all closes at which it holds, and maybe on more; null where there are none to tell. */
  readonly cover: readonly StrategyEvent[] | null;
};

const ALWAYS: Test = { always: true, fires: () => true, cover: null };
const NEVER: Test = { always: false, fires: () => false, cover: [] };

/** A condition that holds at every close or at none. */
export function fixed(holds: boolean): Test {
  return holds ? ALWAYS : NEVER;
}

/** A condition that holds where all of several do: the events of any one of them cover it. */
export function all(tests: readonly Test[]): Test {
  if (tests.some(({ always }) => always === false)) return NEVER;
  const open = tests.filter(({ always }) => always === null);
  if (open.length === 0) return ALWAYS;
  if (open.length === 1) return open[0];
  const covers = open.flatMap(({ cover }) => (cover === null ? [] : [cover]));
  const [cover = null] = covers.toSorted((a, b) => a.length - b.length);
  const fires = open.map((test) => test.fires);
  const [first, second] = fires;
  if (fires.length === 2) {
    return { always: null, cover, fires: (ctx) => first(ctx) && second(ctx) };
  }
  return {
    always: null,
    cover,
    fires: (ctx) => {
      for (let k = 0; k < fires.length; k++) if (!fires[k](ctx)) return false;
      return true;
    },
  };
}

/** A condition that holds where one of several does: only the events of all of them cover it. */
export function any(tests: readonly Test[]): Test {
  if (tests.some(({ always }) => always === true)) return ALWAYS;
  const open = tests.filter(({ always }) => always === null);
  if (open.length === 0) return NEVER;
  if (open.length === 1) return open[0];
  const fires = open.map((test) => test.fires);
  const [first, second] = fires;
  const cover = coverOf(open);
  if (fires.length === 2) {
    return { always: null, cover, fires: (ctx) => first(ctx) || second(ctx) };
  }
  return {
    always: null,
    cover,
    fires: (ctx) => {
      for (let k = 0; k < fires.length; k++) if (fires[k](ctx)) return true;
      return false;
    },
  };
}

/** The events that cover all of several conditions, each once; null where one of them has none. */
export function coverOf(tests: readonly Test[]): readonly StrategyEvent[] | null {
  const events: StrategyEvent[] = [];
  for (const { cover } of tests) {
    if (cover === null) return null;
    for (const event of cover) addEvent(events, event);
  }
  return events;
}

// A cross upwards and one downwards of the same two series are one event: their columns are then read once.
function addEvent(events: StrategyEvent[], event: StrategyEvent): void {
  if (event.kind === 'cross') {
    for (let k = 0; k < events.length; k++) {
      const known = events[k];
      if (known.kind !== 'cross') continue;
      const swapped = known.a === event.b && known.b === event.a;
      if (!swapped && !(known.a === event.a && known.b === event.b)) continue;
      const direction = swapped ? -event.direction : event.direction;
      if (direction !== known.direction) events[k] = { ...known, direction: 0 };
      return;
    }
  }
  events.push(event);
}
