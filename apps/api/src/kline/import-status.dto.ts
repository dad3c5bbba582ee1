import { ApiProperty } from '@nestjs/swagger';
import { TIMEFRAMES } from '@app/engine';
import {
  CONFLICT_POLICIES,
  type Difference,
  type FoundView,
  foundView,
  IMPORT_STATES,
  type ImportPreview,
  type ImportState,
  type ImportStatus,
  type RejectedRow,
  rowReasonText,
} from '@app/kline';
import { type Language, render } from '@app/platform';
import { DIFFERENCE, FOUND, IMPORT_ID, PREVIEW_ROW } from './import.examples.js';

const KINDS = ['bars', 'funding', 'adjustments'];
const TIME = { type: String, format: 'date-time', nullable: true };
const OBJECT = { type: 'object', additionalProperties: true } as const;

/** Answers that an import was queued. */
export class ImportCreatedResponse {
  @ApiProperty({ format: 'uuid', example: IMPORT_ID })
  import_id!: string;

  @ApiProperty({ enum: IMPORT_STATES, example: 'PENDING' })
  status!: ImportState;
}

/** Counts what the rows of a file are to what is stored. */
export class ImportCountsResponse {
  @ApiProperty({ type: 'integer', example: 15_000, description: 'Rows that are new.' })
  inserted_count!: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Stored rows that were replaced.' })
  updated_count!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Stored splits, dividends or factors that the file does not have, and that went.',
  })
  removed_count!: number;

  @ApiProperty({ type: 'integer', example: 70, description: 'Rows stored already as they are.' })
  unchanged_count!: number;

  @ApiProperty({
    type: 'integer',
    example: 1,
    description: 'Stored rows that differ, whatever became of them.',
  })
  differing_count!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Rows whose time a later row of the file has too; the last one counts.',
  })
  duplicate_count!: number;

  @ApiProperty({ ...TIME, example: '2024-01-01T00:00:00.000Z' })
  first!: string | null;

  @ApiProperty({ ...TIME, example: '2025-09-19T22:00:00.000Z' })
  last!: string | null;

  @ApiProperty({
    type: 'array',
    items: OBJECT,
    example: [DIFFERENCE],
    description: 'The first rows that differ, as they are stored and as the file has them.',
  })
  differences!: Difference[];
}

/** Answers the state of an import. */
export class ImportResponse extends ImportCountsResponse implements ImportStatus {
  @ApiProperty({ format: 'uuid', example: IMPORT_ID })
  import_id!: string;

  @ApiProperty({ enum: IMPORT_STATES, example: 'COMPLETED' })
  status!: ImportState;

  @ApiProperty({ description: 'Percent, 0 to 100.', example: 100 })
  progress!: number;

  @ApiProperty({ example: 'Completed.' })
  message!: string;

  @ApiProperty({ example: 'BTCUSDT-1h.csv.gz' })
  file_name!: string;

  @ApiProperty({ type: 'integer', example: 412_345, description: 'Bytes.' })
  file_size!: number;

  @ApiProperty({ type: String, nullable: true, example: 'csv' })
  format!: string | null;

  @ApiProperty({ enum: KINDS, nullable: true, example: 'bars' })
  kind!: ImportStatus['kind'];

  @ApiProperty({ type: String, nullable: true, example: 'BTCUSDT' })
  symbol!: string | null;

  @ApiProperty({ enum: TIMEFRAMES, nullable: true, example: '1h' })
  timeframe!: string | null;

  @ApiProperty({ enum: CONFLICT_POLICIES, example: 'replace' })
  on_conflict!: string;

  @ApiProperty({ type: 'integer', example: 15_073 })
  rows_read!: number;

  @ApiProperty({ type: 'integer', example: 15_001, description: 'Rows inserted or replaced.' })
  rows_written!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  rows_rejected!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 3,
    description: 'The version of the series that it made; null when nothing changed.',
  })
  version!: number | null;

  @ApiProperty({ ...OBJECT, nullable: true, example: FOUND, description: 'What the file is.' })
  found!: FoundView | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T09:30:00.325Z' })
  created_at!: string;

  @ApiProperty({ ...TIME, example: '2026-01-05T09:30:00.351Z' })
  started_at!: string | null;

  @ApiProperty({ ...TIME, example: '2026-01-05T09:30:01.471Z' })
  finished_at!: string | null;

  @ApiProperty({ description: 'How often a worker claimed it.', example: 1 })
  attempts!: number;

  @ApiProperty({
    ...OBJECT,
    nullable: true,
    example: null,
    description: 'Why it failed: code, message, hint and details.',
  })
  error!: ImportStatus['error'];
}

/** Answers one row that was left out. */
export class RejectedRowResponse {
  @ApiProperty({ type: 'integer', example: 17, description: 'Line or record, from 1.' })
  line!: number;

  @ApiProperty({
    example: 'high-not-highest',
    description: 'A rule of bars, or why it cannot be read.',
  })
  reason!: string;

  @ApiProperty({ example: '2024-01-01T15:00:00.000Z,42000,41990,41900,41950,3.5' })
  row!: string;

  @ApiProperty({
    example: 'high must be the highest price',
    description: 'The reason as a sentence, in the language asked for.',
  })
  problem!: string;

  static of(
    { line, reason, row }: Pick<RejectedRow, 'line' | 'reason' | 'row'>,
    language: Language,
  ): RejectedRowResponse {
    return { line, reason, row, problem: render(rowReasonText(reason), language) };
  }
}

/** Answers what an import would do. */
export class ImportPreviewResponse extends ImportCountsResponse {
  @ApiProperty({ ...OBJECT, example: FOUND })
  found!: FoundView;

  @ApiProperty({
    example: true,
    description:
      'Whether all rows were looked at; else `rows_read` of them were, and all figures are of those.',
  })
  complete!: boolean;

  @ApiProperty({ type: 'integer', example: 15_073 })
  rows_read!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  rows_rejected!: number;

  @ApiProperty({
    type: 'array',
    items: OBJECT,
    example: [PREVIEW_ROW],
    description: 'The first rows that would be taken.',
  })
  rows!: ImportPreview['rows'];

  @ApiProperty({
    type: [RejectedRowResponse],
    description: 'The first rows that would be left out.',
  })
  rejected!: RejectedRowResponse[];

  @ApiProperty({
    type: 'array',
    items: OBJECT,
    example: [],
    description: 'Why the import would fail: code, message and hint.',
  })
  problems!: { code: string; message: string; hint: string }[];

  static of(preview: ImportPreview, language: Language): ImportPreviewResponse {
    const { counts } = preview;
    return {
      found: foundView(preview.found, language),
      complete: preview.complete,
      rows_read: preview.rowsRead,
      rows_rejected: preview.rowsRejected,
      inserted_count: counts.inserted,
      updated_count: counts.updated,
      removed_count: counts.removed ?? 0,
      unchanged_count: counts.unchanged,
      differing_count: counts.differing,
      duplicate_count: counts.duplicates,
      first: counts.first,
      last: counts.last,
      differences: counts.differences,
      rows: preview.rows,
      rejected: preview.rejected.map(({ line, reason, text: row }) =>
        RejectedRowResponse.of({ line, reason, row }, language),
      ),
      problems: preview.problems.map(({ code, definition, values }) => ({
        code,
        message: render(definition.message, language, values),
        hint: render(definition.hint, language, values),
      })),
    };
  }
}
