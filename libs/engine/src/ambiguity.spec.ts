import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, type Played, play, type Script } from './fixtures/play.js';

type Exit = [price: number | null, ambiguous: boolean];

function exitOf({ trades: [trade] }: Played): Exit {
  return [trade.exit_price, trade.ambiguous];
}

describe('a stop and a target both touched', () => {
  const both: HandBar = [100, 111, 89, 105];
  const bracket = { size: 1, sl: 90, tp: 110 };

  it('in a later bar than the entry: the stop counts and the trade is flagged', () => {
    const played = play([...flat(2), both], { 0: ({ buy }) => buy(bracket) });
    expect(exitOf(played)).toEqual([90, true]);
    expect(played.result.statistics.ambiguous_trades).toBe(1);
  });

  it('in the bar entered at its open: all levels live, the stop counts', () => {
    const played = play([...flat(1), both], { 0: ({ buy }) => buy(bracket) });
    expect(exitOf(played)).toEqual([90, true]);
  });

  it('is no question when the open is already beyond one of them', () => {
    const gap: HandBar = [112, 113, 89, 105];
    expect(exitOf(play([...flat(2), gap], { 0: ({ buy }) => buy(bracket) }))).toEqual([112, false]);
    const down: HandBar = [88, 113, 87, 105];
    expect(exitOf(play([...flat(2), down], { 0: ({ buy }) => buy(bracket) }))).toEqual([88, false]);
  });

  it('by a short: the stop counts', () => {
    const played = play([...flat(2), both], {
      0: ({ sell }) => sell({ size: 1, sl: 110, tp: 90 }),
    });
    expect(exitOf(played)).toEqual([110, true]);
  });

  it('closed in parts: all of them are flagged', () => {
    const rows: HandBar[] = [...flat(2), [100, 111, 89, 105, 4], ...flat(2)];
    const { trades } = play(
      rows,
      { 0: ({ buy }) => buy({ ...bracket, size: 5 }) },
      { maxVolumeShare: 0.5 },
    );
    expect(trades.map((trade) => [trade.size, trade.exit_bar, trade.ambiguous])).toEqual([
      [2, 2, true],
      [3, 3, true],
    ]);
  });

  it('is not what one touched level is', () => {
    const played = play([...flat(2), [100, 111, 91, 105]], { 0: ({ buy }) => buy(bracket) });
    expect(exitOf(played)).toEqual([110, false]);
    expect(played.result.statistics.ambiguous_trades).toBe(0);
  });
});

describe('in the bar of an entry by a limit inside it', () => {
  const byLimit = (bar: HandBar): Exit =>
    exitOf(
      play([...flat(1), bar], { 0: ({ buy }) => buy({ size: 1, limit: 95, sl: 90, tp: 105 }) }),
    );
  const shortByLimit = (bar: HandBar): Exit =>
    exitOf(
      play([...flat(1), bar], { 0: ({ sell }) => sell({ size: 1, limit: 105, sl: 110, tp: 95 }) }),
    );

  it('a touched stop counts, for the price went on from the limit to it', () => {
    expect(byLimit([100, 101, 89, 96])).toEqual([90, false]);
    expect(shortByLimit([100, 111, 99, 104])).toEqual([110, false]);
  });

  it('a touched target counts only if the close is beyond it', () => {
    expect(byLimit([100, 107, 94, 106])).toEqual([105, false]);
    expect(byLimit([100, 107, 94, 105])).toEqual([105, false]);
    expect(shortByLimit([100, 106, 93, 94])).toEqual([95, false]);
  });

  it('a target that the close does not prove is not filled, and the trade is flagged', () => {
    expect(byLimit([100, 107, 94, 104])).toEqual([null, true]);
    expect(shortByLimit([100, 106, 93, 96])).toEqual([null, true]);
  });

  it('both touched: the stop counts and the trade is flagged', () => {
    expect(byLimit([100, 107, 89, 106])).toEqual([90, true]);
  });

  it('the target fills in a later bar as always', () => {
    const rows: HandBar[] = [...flat(1), [100, 107, 94, 104], [104, 106, 103, 104]];
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 1, limit: 95, sl: 90, tp: 105 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 2, exit_price: 105, ambiguous: true });
  });
});

describe('in the bar of an entry by a stop inside it', () => {
  const byStop = (bar: HandBar): Exit =>
    exitOf(
      play([...flat(1), bar], { 0: ({ buy }) => buy({ size: 1, stop: 105, sl: 100.5, tp: 110 }) }),
    );
  const shortByStop = (bar: HandBar): Exit =>
    exitOf(
      play([...flat(1), bar], { 0: ({ sell }) => sell({ size: 1, stop: 95, sl: 99.5, tp: 90 }) }),
    );

  it('a touched target counts, for the price went on from the stop to it', () => {
    expect(byStop([101, 111, 101, 104])).toEqual([110, false]);
    expect(shortByStop([99, 99, 89, 96])).toEqual([90, false]);
  });

  it('a touched protective stop counts without doubt if the close is beyond it', () => {
    expect(byStop([101, 106, 99, 100])).toEqual([100.5, false]);
    expect(shortByStop([99, 101, 94, 100])).toEqual([99.5, false]);
  });

  it('any other touch of the stop counts too, and the trade is flagged', () => {
    expect(byStop([101, 106, 99, 104])).toEqual([100.5, true]);
    expect(shortByStop([99, 101, 94, 96])).toEqual([99.5, true]);
  });

  it('both touched: the stop counts and the trade is flagged', () => {
    expect(byStop([101, 111, 99, 109])).toEqual([100.5, true]);
    expect(byStop([101, 111, 99, 100])).toEqual([100.5, true]);
  });

  it('a liquidation level counts as a stop does', () => {
    // Ten times leveraged, a long from 112 is liquidated at 100.8, where the bar was before it rose.
    const byLeverage = (close: number): Exit => {
      const script: Script = { 0: ({ buy }) => buy({ size: 1, stop: 112 }) };
      const [price, ambiguous] = exitOf(
        play([...flat(1), [100, 113, 99, close]], script, { leverage: 10 }),
      );
      return [price === null ? null : Math.round(price * 1e6) / 1e6, ambiguous];
    };
    expect(byLeverage(111)).toEqual([100.8, true]);
    expect(byLeverage(99.5)).toEqual([100.8, false]);
  });
});

describe('a liquidation level and a target', () => {
  it('both touched: the liquidation counts and the trade is flagged', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 10, tp: 105 }) };
    const rows: HandBar[] = [...flat(2), [100, 106, 89, 100]];
    const { trades, result } = play(rows, script, { leverage: 10, bounds: true });
    expect(trades[0]).toMatchObject({ exit_price: 90, ambiguous: true });
    expect(result.bounds?.worse.differs).toBe(0);
    expect(result.bounds?.better.differing[0]).toMatchObject({ exit_price: 105, ambiguous: true });
  });
});
