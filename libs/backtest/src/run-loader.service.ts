import { Injectable } from '@nestjs/common';
import type { MarketData, Timeframe } from '@app/engine';
import { BarStore } from '@app/kline';
import type { Backtest } from './backtest.entity.js';
import type { RunTask } from './run-task.js';

/** Is the data of a run with the versions that were read. */
export interface LoadedData {
  data: RunTask['data'];
  versions: Record<string, number>;
}

/** Loads the bars that a run reads. */
@Injectable()
export class RunLoader {
  constructor(private readonly bars: BarStore) {}

  /** Loads the columns of every symbol of a run, with `warmUpBars` before its start where they are stored. */
  async load({ symbols, timeframe, config }: Backtest, warmUpBars = 0): Promise<LoadedData> {
    const startMs = Date.parse(String(config.start_date));
    const endMs = Date.parse(String(config.end_date));
    const frame = timeframe as Timeframe;
    const data: RunTask['data'] = [];
    const versions: Record<string, number> = {};
    for (const symbol of symbols) {
      const loaded = await this.bars.load(symbol, frame, startMs, endMs, { warmUpBars });
      versions[symbol] = loaded.version;
      data.push({
        symbol,
        timeframe: frame,
        bars: loaded.columns,
        firstTradableIndex: loaded.firstIndex,
        settings: settingsOf(config, symbol),
      });
    }
    return { data, versions };
  }
}

interface StoredSettings {
  tick_size: number | null;
  lot_size: number | null;
  min_notional: number | null;
  multiplier: number;
  quote_currency: string | null;
}

function settingsOf(config: Record<string, unknown>, symbol: string): MarketData['settings'] {
  const all = config.symbol_settings as Record<string, StoredSettings | undefined>;
  const stored = all[symbol];
  if (!stored) return undefined;
  return {
    tickSize: stored.tick_size,
    lotSize: stored.lot_size,
    minNotional: stored.min_notional,
    multiplier: stored.multiplier,
    quoteCurrency: stored.quote_currency,
  };
}
