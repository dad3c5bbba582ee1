import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { defineStrategy, runBacktest } from '@app/engine';
import { BacktestModule } from '@app/backtest';
import { type SeriesBar, UploadService } from '@app/kline';
import { Backtest } from '../../libs/backtest/src/backtest.entity.js';
import { RunLoader } from '../../libs/backtest/src/run-loader.service.js';
import { type InProcess, startInProcess } from '../support/in-process.js';

const HOUR = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const UPLOADER = { id: '00000000-0000-4000-8000-000000000001', role: 'trader' } as const;

// Bars of an hour that open at half past, each a unit dearer than the one before.
const HALF_PAST: SeriesBar[] = Array.from({ length: 24 }, (_, i) => ({
  symbol: 'HALF',
  timeframe: '1h',
  openTimeMs: START_MS + i * HOUR + HOUR / 2,
  open: i + 1,
  high: i + 1,
  low: i + 1,
  close: i + 1,
  volume: 1,
  quoteVolume: null,
  trades: null,
}));

describe('a run over stored bars that do not open on the hour', () => {
  let part: InProcess;
  let app: INestApplicationContext;

  beforeAll(async () => {
    part = await startInProcess(BacktestModule);
    ({ app } = part);
    await app.get(UploadService).upload(HALF_PAST, UPLOADER);
  });

  afterAll(async () => {
    await part?.close();
  });

  it('sees higher timeframes on the grid of the series, as GET kline shows them', async () => {
    const config = {
      start_date: new Date(START_MS).toISOString(),
      end_date: new Date(START_MS + 24 * HOUR).toISOString(),
      symbol_settings: {},
    };
    const run = Object.assign(new Backtest(), { symbols: ['HALF'], timeframe: '1h', config });
    const { data } = await app.get(RunLoader).load(run);
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'four-hours',
      init: ({ timeframe }) => ({ four: timeframe('4h') }),
      next({ four }, { index }) {
        seen.push([index, (four.time.now - START_MS) / HOUR, four.open.now, four.close.now]);
      },
    });
    runBacktest({ strategy, data });
    // The bar of 00:30 holds 00:30 to 03:30, and is known when that of 03:30 closes.
    expect(seen.slice(2, 5)).toEqual([
      [2, NaN, NaN, NaN],
      [3, 0.5, 1, 4],
      [4, 0.5, 1, 4],
    ]);
    expect(seen[7]).toEqual([7, 4.5, 5, 8]);
  });
});
