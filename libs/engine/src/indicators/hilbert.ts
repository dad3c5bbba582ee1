const A = 0.0962;
const B = 0.5769;
const TAPS = 5;

/** The size of the memory of one transform. */
export const HILBERT_MEMORY = 2 * TAPS;

/**
 * Advances Ehlers's Hilbert transform by one bar and returns its output, scaled by `gain`. Even and
 * odd bars use their own taps, three of them in a ring of which `slot` is next, which together make
 * a filter over seven bars.
 */
export function hilbert(
  memory: Float64Array,
  start: number,
  odd: boolean,
  slot: number,
  input: number,
  gain: number,
): number {
  const taps = start + (odd ? TAPS : 0);
  const weighted = A * input;
  const delayed = B * memory[taps + 4];
  const output = -memory[taps + slot] + weighted - memory[taps + 3] + delayed;
  memory[taps + slot] = weighted;
  memory[taps + 3] = delayed;
  memory[taps + 4] = input;
  return output * gain;
}
