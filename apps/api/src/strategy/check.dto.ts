import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { Language } from '@app/platform';
import {
  type Authored,
  CHECK_STAGES,
  CHECK_STATES,
  type CheckState,
  checkView,
  type CheckView,
  type ProblemView,
  type StrategyVersion,
} from '@app/strategy';
import { StrategySourceResponse } from './strategy.dto.js';
import { CHECK_ID, DESCRIPTION, PARAMS_SCHEMA } from './strategy.examples.js';

const INDICATOR = { name: 'sma(10)', output: null, symbol: 'SYMBOL1', timeframe: '1h' };
const TRIAL = { bars: 500, symbols: 1, orders: 24, trades: 12, log_count: 0, logs: [] };
const OBJECT = { type: 'object', additionalProperties: true } as const;

/** Names a check in a path. */
export class CheckParams {
  @ApiProperty({ format: 'uuid', example: CHECK_ID, description: 'Id of the check.' })
  @IsUUID()
  id!: string;
}

/** Answers one problem of a source or of rules. */
export class SourceProblemResponse implements ProblemView {
  @ApiProperty({
    enum: CHECK_STAGES,
    example: 'types',
    description:
      'The part of the check that found it; problems of a trial keep nothing from being stored.',
  })
  stage!: ProblemView['stage'];

  @ApiProperty({ type: 'integer', nullable: true, example: 6, description: 'From 1.' })
  line!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 9, description: 'From 1.' })
  column!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The place in rules, such as `entry.long.all[1]`.',
  })
  field!: string | null;

  @ApiProperty({
    example: "Cannot find name 'byu'.",
    description: "TypeScript's own words are English.",
  })
  problem!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  hint!: string | null;
}

/** Answers a check of a source or of rules. */
export class CheckResponse implements CheckView {
  @ApiProperty({ format: 'uuid', example: CHECK_ID })
  check_id!: string;

  @ApiProperty({ enum: CHECK_STATES, example: 'COMPLETED' })
  status!: CheckState;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    example: true,
    description: 'Whether nothing is wrong; null until the check has ended.',
  })
  valid!: boolean | null;

  @ApiProperty({ type: [SourceProblemResponse] })
  problems!: SourceProblemResponse[];

  @ApiProperty({ type: String, nullable: true, example: 'my-cross' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: DESCRIPTION })
  description!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ['symbol', 'portfolio'], example: 'symbol' })
  scope!: string | null;

  @ApiProperty({ ...OBJECT, nullable: true, example: PARAMS_SCHEMA })
  params_schema!: Record<string, unknown> | null;

  @ApiProperty({ type: 'array', items: OBJECT, example: [INDICATOR] })
  indicators!: CheckView['indicators'];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 29,
    description:
      'Bars that its indicators need before their first values, with the default params.',
  })
  warm_up!: number | null;

  @ApiProperty({
    ...OBJECT,
    nullable: true,
    example: TRIAL,
    description: 'What came of a run with the default params over 500 bars of seeded data.',
  })
  trial!: CheckView['trial'];

  @ApiProperty({ ...OBJECT, nullable: true, example: { types_ms: 84, trial_ms: 61 } })
  timings!: CheckView['timings'];

  @ApiProperty({
    ...OBJECT,
    nullable: true,
    example: null,
    description: 'Why nothing was stored, or why the check failed: code, message and hint.',
  })
  error!: CheckView['error'];
}

/** Answers a stored version of a strategy with what its check found. */
export class StoredStrategyResponse extends StrategySourceResponse {
  @ApiProperty({ type: CheckResponse })
  check!: CheckResponse;

  static from(version: StrategyVersion, check: CheckResponse): StoredStrategyResponse {
    return { ...StrategySourceResponse.of(version), check };
  }
}

/** Shows what came of a sent source: the version that holds it, or a check that goes on. */
export function authoredView(
  { check, version }: Authored,
  language: Language,
): StoredStrategyResponse | CheckResponse {
  const view = checkView(check, language);
  return version ? StoredStrategyResponse.from(version, view) : view;
}
