import { describe, expect, it } from '@jest/globals';
import type { TradeRow } from './index.js';
import { flat, handBars, type HandBar, MONDAY, play } from './fixtures/play.js';

const DAY = 86_400_000;
const BOTH: HandBar = [100, 111, 89, 105];

// The third day is the one in question; its detail starts with it.
function withDetail(day: HandBar, detail: HandBar[], options = {}): TradeRow {
  const bars = handBars(detail, '6h', MONDAY + 2 * DAY);
  const { trades } = play(
    [...flat(2), day],
    { 1: ({ buy }) => buy({ size: 1, sl: 90, tp: 110, ...options }) },
    { detailTimeframe: '6h' },
    { detail: { timeframe: '6h', bars } },
  );
  return trades[0];
}

describe('detail bars', () => {
  it('settle which of stop and target came first', () => {
    const up = withDetail(BOTH, [
      [100, 111, 99, 108],
      [108, 109, 89, 105],
    ]);
    expect(up).toMatchObject({ exit_price: 110, exit_reason: 'take_profit', ambiguous: false });
    const down = withDetail(BOTH, [
      [100, 103, 89, 95],
      [95, 111, 94, 105],
    ]);
    expect(down).toMatchObject({ exit_price: 90, exit_reason: 'stop_loss', ambiguous: false });
  });

  it('settle a target touched in the bar of an entry by a limit', () => {
    const day: HandBar = [100, 111, 94, 105];
    const before = withDetail(
      day,
      [
        [100, 111, 99, 100],
        [100, 106, 94, 105],
      ],
      { limit: 95 },
    );
    expect(before).toMatchObject({ exit_price: null, ambiguous: false });
    const after = withDetail(
      day,
      [
        [100, 101, 94, 100],
        [100, 111, 99, 105],
      ],
      { limit: 95 },
    );
    expect(after).toMatchObject({ exit_price: 110, ambiguous: false });
  });

  it('fill a limit at the open of a piece that gaps past it', () => {
    const trade = withDetail(
      [100, 112, 89, 105],
      [
        [100, 101, 99, 100],
        [112, 112, 100, 101],
        [101, 106, 89, 105],
      ],
    );
    expect(trade).toMatchObject({ exit_price: 112, ambiguous: false });
  });

  it('that hold both touches in one of them leave the stop and the flag', () => {
    const trade = withDetail(BOTH, [
      [100, 101, 99, 100],
      [100, 111, 89, 105],
    ]);
    expect(trade).toMatchObject({ exit_price: 90, ambiguous: true });
  });

  it('that are missing leave the stop and the flag', () => {
    expect(withDetail(BOTH, [])).toMatchObject({ exit_price: 90, ambiguous: true });
  });

  it('are not read for a bar in which no two events compete', () => {
    // Nonsense on purpose: were it read, the stop would fill at its open of 85.
    const trade = withDetail([100, 105, 89, 95], [[85, 86, 84, 85]]);
    // The entry at the open brings two levels, of which only one is touched.
    expect(trade).toMatchObject({ exit_price: 90, ambiguous: false });
  });
});
