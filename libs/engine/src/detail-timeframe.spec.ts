import { describe, expect, it } from '@jest/globals';
import type { TradeRow } from './index.js';
import { flat, handBars, type HandBar, MONDAY, play, type Script } from './fixtures/play.js';

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

  it('that are not all there leave the stop and the flag', () => {
    // The piece with the low of the day is missing: without it the stop would never be hit.
    const trade = withDetail(BOTH, [
      [100, 111, 99, 108],
      [108, 109, 100, 105],
    ]);
    expect(trade).toMatchObject({ exit_price: 90, ambiguous: true });
  });

  it('are not read for a stop alone, trailing or beside a bracket that the bar does not touch', () => {
    // Read, the stop at 95 would fill at the open of the second piece, at 93.
    const pieces: HandBar[] = [
      [100, 101, 96, 97],
      [93, 94, 89, 92],
    ];
    const day: HandBar = [100, 101, 89, 92];
    const { exit_price: trailing } = withDetail(day, pieces, { trail: 5, sl: 80, tp: 200 });
    expect(trailing).toBe(95);
    // Read, the entry would fill at 93.
    const { entry_price: entry } = withDetail(day, pieces, { limit: 95, sl: 50, tp: 200 });
    expect(entry).toBe(95);
  });

  it('settle a target against a liquidation, too', () => {
    const script: Script = { 1: ({ buy }) => buy({ size: 1, tp: 110 }) };
    const bars = handBars(
      [
        [100, 111, 99, 108],
        [108, 109, 89, 105],
      ],
      '6h',
      MONDAY + 2 * DAY,
    );
    const config = { detailTimeframe: '6h', leverage: 10 } as const;
    const { trades } = play([...flat(2), BOTH], script, config, {
      detail: { timeframe: '6h', bars },
    });
    expect(trades[0]).toMatchObject({ exit_price: 110, ambiguous: false });
  });

  it('share the volume of their bar: all its pieces together fill no more', () => {
    const rows: HandBar[] = [...flat(2), [100, 111, 89, 105, 100]];
    const script: Script = { 1: ({ buy }) => buy({ size: 50, limit: 95, sl: 90, tp: 110 }) };
    const pieces: HandBar[] = [
      [100, 101, 94, 100, 5000],
      [100, 101, 94, 100, 5000],
      [100, 111, 99, 105, 5000],
      [105, 106, 89, 105, 5000],
    ];
    const bars = handBars(pieces, '6h', MONDAY + 2 * DAY);
    const { trades, orders } = play(
      rows,
      script,
      { detailTimeframe: '6h', maxVolumeShare: 0.3 },
      { detail: { timeframe: '6h', bars } },
    );
    // 30 of 100: the entry takes them all, and leaves none for its target.
    expect(orders[0].filled_size).toBe(30);
    expect(trades[0]).toMatchObject({ size: 30, exit_price: null });
  });
});
