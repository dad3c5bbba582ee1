import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** Asks for an equity curve. */
export class EquityQuery {
  @ApiPropertyOptional({
    minimum: 2,
    maximum: 100_000,
    default: 1000,
    example: 1000,
    description: 'Points to thin the curve to.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(100_000)
  points: number = 1000;
}

/** Is one point of an equity curve. */
export class EquityPointResponse {
  @ApiProperty({ format: 'date-time', example: '2024-03-14T06:00:00.000Z' })
  time!: string;

  @ApiProperty({ example: 17_434.199908271345 })
  equity!: number;
}

/** Answers an equity curve, thinned by LTTB. */
export class EquityResponse {
  @ApiProperty({ description: 'Points before thinning.', example: 15_048 })
  total!: number;

  @ApiProperty({ type: [EquityPointResponse] })
  points!: EquityPointResponse[];
}
