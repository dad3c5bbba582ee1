import { ApiProperty } from '@nestjs/swagger';
import { hashText, type ListedVersion } from '@app/kline';

const TIME = { type: String, format: 'date-time', nullable: true };

/** Answers what is known of one version of a series. */
export class SeriesVersionResponse {
  @ApiProperty({ type: 'integer', example: 2 })
  version!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-01-05T09:30:00.125Z',
    description: 'As `data_as_of` of a run it names this version.',
  })
  created_at!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: '2f6a1c3e-5b0d-4a57-9c1d-8f3b6c2e7a10',
    description: 'Who wrote it; null is Barline itself.',
  })
  user_id!: string | null;

  @ApiProperty({ type: 'integer', example: 5071 })
  inserted_count!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  updated_count!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  deleted_count!: number;

  @ApiProperty({ type: 'integer', example: 15_071, description: 'Rows of the series then.' })
  count!: number;

  @ApiProperty({ ...TIME, example: '2024-01-01T00:00:00.000Z' })
  first!: string | null;

  @ApiProperty({ ...TIME, example: '2025-09-19T22:00:00.000Z' })
  last!: string | null;

  @ApiProperty({
    example: '8c0f6ad35b1f8d0a7d1e4b3f2c9a6e5d4f3b2a1908172635445362718091a2b3',
    description:
      'The exclusive or of the SHA-256 of each row; equal for equal rows, whatever the order in which they came.',
  })
  content_hash!: string;

  @ApiProperty({ example: true, description: 'Whether a run can still read it.' })
  held!: boolean;

  static of(stored: ListedVersion): SeriesVersionResponse {
    return {
      version: stored.version,
      created_at: stored.createdAt.toISOString(),
      user_id: stored.userId,
      inserted_count: stored.inserted,
      updated_count: stored.updated,
      deleted_count: stored.deleted,
      count: stored.count,
      first: stored.first?.toISOString() ?? null,
      last: stored.last?.toISOString() ?? null,
      content_hash: hashText(stored.contentHash),
      held: stored.held,
    };
  }
}
