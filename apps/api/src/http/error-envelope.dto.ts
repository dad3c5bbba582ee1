import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Names one wrong field of a request. */
export class ErrorDetail {
  @ApiProperty({ example: 'start_date', description: 'Path of the field, with dots and indexes.' })
  field!: string;

  @ApiProperty({ example: 'is required', description: 'What is wrong with it.' })
  problem!: string;

  @ApiPropertyOptional({
    type: 'integer',
    example: 7,
    description: 'Line in the source that the field holds, counted from 1; absent elsewhere.',
  })
  line?: number;

  @ApiPropertyOptional({
    type: 'integer',
    example: 20,
    description: 'Column in that line, counted from 1.',
  })
  column?: number;
}

/** Tells what failed and what to do. */
export class ErrorBody {
  @ApiProperty({
    example: 'request/invalid',
    description: 'Stable code; docs/errors.md lists all.',
  })
  code!: string;

  @ApiProperty({ type: [ErrorDetail], description: 'Every wrong field; empty for other failures.' })
  details!: ErrorDetail[];

  @ApiProperty({
    example: 'Mend the fields listed in details and send it again.',
    description: 'What to do about it.',
  })
  hint!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '0b54f9a4-7c5e-4a44-8f0e-3f4d6c1d2b11',
    description: 'Equal to the header X-Request-Id; every log line of the request carries it.',
  })
  request_id!: string | null;
}

/** Answers every failure. */
export class ErrorEnvelope {
  static readonly REQUEST_ID = '0b54f9a4-7c5e-4a44-8f0e-3f4d6c1d2b11';

  @ApiProperty({ enum: [false], example: false })
  success!: false;

  @ApiProperty({ type: Object, nullable: true, example: null })
  data!: null;

  @ApiProperty({
    example: 'The request has 1 problem(s).',
    description: 'One sentence in the language of Accept-Language.',
  })
  message!: string;

  @ApiProperty({ type: ErrorBody })
  error!: ErrorBody;
}
