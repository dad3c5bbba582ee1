import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

/** Names one object in a path. */
export class IdParams {
  @ApiProperty({ format: 'uuid', example: '5f0c2a9e-8d0b-4a55-9a3a-0f6f3c1f2b7d' })
  @IsUUID()
  id!: string;
}
