import { ApiProperty } from '@nestjs/swagger';

/** Says that the api answers, and its version. */
export class HealthResponse {
  @ApiProperty({ enum: ['healthy'], example: 'healthy' })
  status!: 'healthy';

  @ApiProperty({ example: '0.1.0' })
  version!: string;
}

/** Says that the process lives. */
export class LiveResponse {
  @ApiProperty({ enum: ['live'], example: 'live' })
  status!: 'live';
}

/** Says whether the api can do its work, and what is away when it cannot. */
export class ReadyResponse {
  @ApiProperty({ enum: ['ready', 'unavailable'], example: 'ready' })
  status!: 'ready' | 'unavailable';

  @ApiProperty({ example: true, description: 'PostgreSQL answers.' })
  database!: boolean;

  @ApiProperty({ example: true, description: 'The queue answers.' })
  queue!: boolean;
}
