import { ApiProperty } from '@nestjs/swagger';
import { type Backtest, type BacktestResult, statusView, warningView } from '@app/backtest';
import type { Language } from '@app/platform';
import { BacktestStatusResponse } from './backtest.dto.js';
import {
  BREAKDOWN,
  CONFIG,
  MANIFEST,
  ORDER_COUNTS,
  STATISTICS,
  TIMINGS,
} from './backtest.examples.js';

/** Tells what a run met that its result does not show. */
export class RunWarningResponse {
  @ApiProperty({ example: 'never_ready', description: 'Stable code.' })
  code!: string;

  @ApiProperty({ example: 'BTCUSDT: too few bars for its indicators ever to have values.' })
  message!: string;

  @ApiProperty({ type: Object, example: { symbol: 'BTCUSDT' }, description: 'What it is about.' })
  values!: Record<string, string | number>;
}

/** Answers a completed run with all that it found. */
export class BacktestResultResponse extends BacktestStatusResponse {
  @ApiProperty({
    type: Object,
    example: CONFIG,
    description: 'Every value used, defaults filled in.',
  })
  config!: Record<string, unknown>;

  @ApiProperty({
    type: Object,
    example: STATISTICS,
    description: 'Figures by name; ratios are fractions.',
  })
  statistics!: Record<string, number | null>;

  @ApiProperty({
    type: Object,
    example: {},
    description:
      'Why a figure is null, by its name, such as `{ "sharpe": "needs 30 returns, has 20" }`.',
  })
  statistics_reasons!: Record<string, string>;

  @ApiProperty({
    type: Object,
    example: ORDER_COUNTS,
    description:
      'Counts of orders by state, and by reason of those that were not filled, such as `{ "insufficient_margin": 1 }`.',
  })
  orders!: Record<string, unknown>;

  @ApiProperty({
    type: [RunWarningResponse],
    description:
      'What the run met that its result does not show, such as gaps of the stored bars that it read (`data_gaps`).',
  })
  warnings!: Record<string, unknown>[];

  @ApiProperty({
    type: Object,
    example: BREAKDOWN,
    description: 'Trades by symbol, tag, side and month.',
  })
  breakdown!: object;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description:
      'The worse and the better outcome of ambiguous bars, where `bounds` asked for them.',
  })
  bounds!: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description: 'Verdicts of the checks that `checks` asked for.',
  })
  checks!: object | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: null,
    description: 'Statistics of the execution profile under its own names and units.',
  })
  profile_statistics!: object | null;

  @ApiProperty({
    type: Object,
    example: TIMINGS,
    description: 'queue_ms, load_ms, run_ms and save_ms.',
  })
  timings!: Record<string, number>;

  @ApiProperty({
    type: Object,
    example: MANIFEST,
    description:
      'What makes the run repeatable: versions and hashes of engine, strategy and data. `data_sources` names what was read: ' +
      'the timeframe as it is stored, and the version with the hash that `GET kline/{symbol}/versions` lists; where a ' +
      'finer series filled places without a stored bar, that one as well. ' +
      '`data_hash` is that of the columns that the engine got, resampled ones as they were built.',
  })
  manifest!: Record<string, unknown>;

  static of(run: Backtest, result: BacktestResult, language: Language): BacktestResultResponse {
    return {
      ...statusView(run, language),
      config: run.config,
      statistics: run.statistics ?? {},
      statistics_reasons: result.statisticsReasons,
      orders: result.orderCounts,
      warnings: result.warnings.map((warning) => warningView(warning, language)),
      ...result.details,
      timings: result.timings,
      manifest: result.manifest,
    };
  }
}
