import { math } from '@app/engine';

/** Makes a Math of the engine's functions, which give the same bits on every machine; `random` is asked for each number in [0, 1). */
export function mathOf(random: () => number): Math {
  const made: Record<PropertyKey, unknown> = {};
  for (const name of Object.getOwnPropertyNames(Math)) made[name] = Math[name as keyof Math];
  for (const [name, own] of Object.entries(math)) if (name in Math) made[name] = own;
  // What `**` is compiled to.
  made.pow = math.power;
  made.random = random;
  made[Symbol.toStringTag] = 'Math';
  return made as unknown as Math;
}
