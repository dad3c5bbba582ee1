import { describe, expect, it } from '@jest/globals';
import type { AdjustmentRow } from '../formats/index.js';
import { compareAdjustments } from './adjustment-change.js';
import type { StoredAdjustments } from './adjustment.repository.js';
import type { ConflictPolicy } from './data-import.entity.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

const DAY = 86_400_000;
const NONE = {
  splitFactor: null,
  priceFactor: null,
  dividend: null,
  referencePrice: null,
  ticker: null,
  exchange: null,
};
const ada = { id: 'ada', role: 'trader' } as const;
const bob = { id: 'bob', role: 'trader' } as const;
const admin = { id: 'root', role: 'admin' } as const;

const row = (day: number, figures: Partial<AdjustmentRow>): AdjustmentRow => ({
  ...NONE,
  line: day,
  date: day * DAY,
  ...figures,
});
const factor = (day: number, priceFactor: number) => row(day, { priceFactor, splitFactor: 1 });
const stored = (day: number, figures: Partial<SymbolAdjustment>): SymbolAdjustment => ({
  ...NONE,
  symbol: 'X',
  date: new Date(day * DAY),
  kind: 'factors',
  ownerId: 'ada',
  ...figures,
});
const oldFactor = (day: number, priceFactor: number) =>
  stored(day, { priceFactor, splitFactor: 1 });
const split = stored(2, { kind: 'splits', splitFactor: 7 });
const ofAda = (...rows: SymbolAdjustment[]): StoredAdjustments => ({ rows, owner: { id: 'ada' } });

function change(
  rows: AdjustmentRow[],
  before: StoredAdjustments,
  uploader: typeof ada | typeof bob | typeof admin = ada,
  onConflict: ConflictPolicy = 'replace',
) {
  const read = { rows, repeated: 0, read: rows.length };
  return compareAdjustments(read, before, { symbol: 'X', uploader, onConflict });
}

const keys = (rows: SymbolAdjustment[]) =>
  rows.map(({ kind, date, ownerId }) => [kind, date.getTime() / DAY, ownerId]);

describe('compareAdjustments', () => {
  it('puts the factors of a file in place of all stored ones, and leaves splits', () => {
    const before = ofAda(oldFactor(1, 0.5), oldFactor(2, 0.6), split, oldFactor(3, 0.7));
    const { rows, gone, counts, refusal } = change(
      [factor(1, 0.5), factor(3, 0.8), factor(4, 1)],
      before,
    );
    expect(keys(rows)).toEqual([
      ['factors', 4, 'ada'],
      ['factors', 3, 'ada'],
    ]);
    expect(keys(gone)).toEqual([['factors', 2, 'ada']]);
    expect(counts).toMatchObject({ inserted: 1, updated: 1, removed: 1, unchanged: 1 });
    expect(refusal).toBeNull();
  });

  it('keeps the dividends of a symbol whose splits come, and parts a row of both', () => {
    const paid = stored(1, { kind: 'dividends', dividend: 1 });
    expect(change([row(5, { splitFactor: 2 })], ofAda(paid)).gone).toEqual([]);
    const both = change([row(5, { splitFactor: 2, dividend: 3 })], ofAda());
    expect(keys(both.rows)).toEqual([
      ['splits', 5, 'ada'],
      ['dividends', 5, 'ada'],
    ]);
    expect(both.rows.map(({ splitFactor, dividend }) => [splitFactor, dividend])).toEqual([
      [2, null],
      [null, 3],
    ]);
    expect(keys(change([row(5, { splitFactor: 2, dividend: 0 })], ofAda()).rows)).toEqual([
      ['splits', 5, 'ada'],
    ]);
  });

  it('takes nothing of another user but what is stored as it is', () => {
    const before = ofAda(oldFactor(1, 0.5), oldFactor(2, 0.6));
    const same = [factor(1, 0.5), factor(2, 0.6)];
    expect(change(same, before, bob).refusal).toBeNull();
    for (const rows of [same.slice(1), [...same, factor(3, 1)], [factor(1, 0.4), same[1]]]) {
      expect(change(rows, before, bob).refusal?.code).toBe('kline/adjustments-others');
    }
    expect(change([factor(1, 1)], ofAda(), bob).refusal?.code).toBe('kline/adjustments-others');
    expect(change([factor(1, 1)], { rows: [], owner: null }, bob)).toMatchObject({
      refusal: null,
      rows: [{ ownerId: 'bob' }],
    });
  });

  it('leaves a symbol to its owner when an admin changes it', () => {
    expect(keys(change([factor(1, 0.4)], ofAda(oldFactor(1, 0.5)), admin).rows)).toEqual([
      ['factors', 1, 'ada'],
    ]);
  });

  it('adds new days alone when stored ones are to be kept', () => {
    const before = ofAda(oldFactor(1, 0.5), oldFactor(2, 0.6));
    const { rows, gone, counts } = change([factor(1, 0.4), factor(3, 1)], before, ada, 'keep');
    expect([keys(rows), gone]).toEqual([[['factors', 3, 'ada']], []]);
    expect(counts).toMatchObject({ inserted: 1, updated: 0, removed: 0, differing: 1 });
  });

  it('fails when asked for days that differ and for days that would go', () => {
    const before = ofAda(oldFactor(1, 0.5), oldFactor(2, 0.6));
    expect(change([factor(1, 0.5)], before, ada, 'fail').refusal).toMatchObject({
      code: 'kline/import-conflict',
      values: { differing: 1 },
    });
    expect(change([factor(1, 0.5), factor(2, 0.6)], before, ada, 'fail').refusal).toBeNull();
  });
});
