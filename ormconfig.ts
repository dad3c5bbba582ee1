import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ApiKey } from './libs/auth/src/api-key.entity.js';
import { Session } from './libs/auth/src/session.entity.js';
import { User } from './libs/auth/src/user.entity.js';
import { BacktestResult } from './libs/backtest/src/backtest-result.entity.js';
import { Backtest } from './libs/backtest/src/backtest.entity.js';
import { Indicator } from './libs/backtest/src/indicator.entity.js';
import { Order } from './libs/backtest/src/order.entity.js';
import { Trade } from './libs/backtest/src/trade.entity.js';
import { FundingHistory } from './libs/kline/src/funding-history.entity.js';
import { FundingRate } from './libs/kline/src/funding-rate.entity.js';
import { DataImport } from './libs/kline/src/imports/data-import.entity.js';
import { ImportChunk } from './libs/kline/src/imports/import-chunk.entity.js';
import { ImportFile } from './libs/kline/src/imports/import-file.entity.js';
import { RejectedRow } from './libs/kline/src/imports/rejected-row.entity.js';
import { SymbolAdjustment } from './libs/kline/src/imports/symbol-adjustment.entity.js';
import { KlineHistory } from './libs/kline/src/kline-history.entity.js';
import { Kline } from './libs/kline/src/kline.entity.js';
import { SeriesVersion } from './libs/kline/src/series-version.entity.js';
import { Series } from './libs/kline/src/series.entity.js';
import { SymbolSettings } from './libs/kline/src/symbol-settings.entity.js';
import { MetricSample } from './libs/monitor/src/metric-sample.entity.js';
import { Process } from './libs/monitor/src/process.entity.js';
import { databaseOptions } from './libs/platform/src/database/options.js';
import { loadSettings } from './libs/platform/src/env.js';
import { StrategyCheck } from './libs/strategy/src/checks/strategy-check.entity.js';
import { StrategyVersion } from './libs/strategy/src/strategy.entity.js';

/** Serves TypeORM's command line: migrations are generated, run and checked with it. */
export default new DataSource({
  ...databaseOptions(loadSettings(), 'barline-cli'),
  entities: [
    ApiKey,
    Backtest,
    BacktestResult,
    DataImport,
    FundingHistory,
    FundingRate,
    ImportChunk,
    ImportFile,
    Indicator,
    Kline,
    KlineHistory,
    MetricSample,
    Order,
    Process,
    RejectedRow,
    Series,
    SeriesVersion,
    Session,
    StrategyCheck,
    StrategyVersion,
    SymbolAdjustment,
    SymbolSettings,
    Trade,
    User,
  ],
});
