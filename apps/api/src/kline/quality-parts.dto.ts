import { ApiProperty } from '@nestjs/swagger';
import type { QualityReport } from '@app/kline';

type Columns = QualityReport['columns'];

const TIME = { type: String, format: 'date-time', example: '2021-04-25T04:01:00.000Z' };
const EMPTY = { gaps: 0, missingBars: 0, bars: 0, largest: [] };
const iso = (timeMs: number) => new Date(timeMs).toISOString();

/** Is a stretch in which bars are missing. */
class GapResponse {
  @ApiProperty({ ...TIME, description: 'Open time of the first missing bar.' })
  from!: string;

  @ApiProperty({
    ...TIME,
    example: '2021-04-25T08:45:00.000Z',
    description: 'End of the last missing bar, excluded.',
  })
  to!: string;

  @ApiProperty({ type: 'integer', example: 284, description: 'Closed times do not count.' })
  missing_bars!: number;
}

/** Tells which bars are missing. */
export class GapsResponse {
  @ApiProperty({ type: 'integer', example: 1, description: 'All gaps, listed or not.' })
  count!: number;

  @ApiProperty({ type: 'integer', example: 284 })
  missing_bars!: number;

  @ApiProperty({
    example: 0.006574,
    description: 'Share of the bars that there ought to be, 0 to 1.',
  })
  missing_share!: number;

  @ApiProperty({ type: 'integer', example: 1000, description: 'How many are listed at most.' })
  limit!: number;

  @ApiProperty({ type: [GapResponse], description: 'The largest first.' })
  items!: GapResponse[];

  static of(columns: Columns, limit: number): GapsResponse {
    const { gaps, missingBars, bars, largest } = columns ?? EMPTY;
    return {
      count: gaps,
      missing_bars: missingBars,
      missing_share: missingBars === 0 ? 0 : missingBars / (bars + missingBars),
      limit,
      items: largest.map(({ fromMs, toMs, missing }) => ({
        from: iso(fromMs),
        to: iso(toMs),
        missing_bars: missing,
      })),
    };
  }
}

/** Is one step of the map. */
class CoverageCellResponse {
  @ApiProperty({ ...TIME, example: '2021-04-25T00:00:00.000Z' })
  from!: string;

  @ApiProperty({ type: 'integer', example: 1440, description: 'Bars there ought to be.' })
  expected!: number;

  @ApiProperty({ type: 'integer', example: 1156, description: 'Bars there are.' })
  present!: number;
}

/** Maps a range coarsely, for drawing. */
export class CoverageResponse {
  @ApiProperty({
    enum: ['day', 'month', 'year'],
    example: 'day',
    description: 'Step in UTC: days up to 400 of them, months up to 100 years.',
  })
  step!: string;

  @ApiProperty({ type: [CoverageCellResponse] })
  items!: CoverageCellResponse[];

  static of(columns: Columns): CoverageResponse {
    if (!columns) return { step: 'day', items: [] };
    const { step, from, present, expected } = columns.coverage;
    const items = from.map((start, i) => ({
      from: iso(start),
      expected: expected[i],
      present: present[i],
    }));
    return { step, items };
  }
}

/** Tells which rows break rules. */
export class ViolationsResponse {
  @ApiProperty({ type: 'integer', example: 0, description: 'Stored bars: nothing stores them.' })
  stored!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Rows that imports left out.' })
  rejected!: number;

  @ApiProperty({
    type: Object,
    example: {},
    description: 'Those by reason, such as `{ "high-not-highest": 7 }`.',
  })
  reasons!: Record<string, number>;

  static of(columns: Columns, imports: QualityReport['imports']): ViolationsResponse {
    return {
      stored: columns?.defects.violations ?? 0,
      rejected: imports.rowsRejected,
      reasons: imports.rejected,
    };
  }
}

/** Tells which prices are far outside of what is usual around them. */
export class SpikesResponse {
  @ApiProperty({ type: 'integer', example: 1, description: 'Bars that left and came back.' })
  returning!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Moves that stayed.' })
  level_jumps!: number;

  @ApiProperty({
    type: [String],
    example: ['2021-05-03T13:51:00.000Z'],
    description: 'Open times of the first hundred that came back.',
  })
  times!: string[];

  static of(columns: Columns): SpikesResponse {
    const { returning, jumps, times } = columns?.spikes ?? { returning: 0, jumps: 0, times: [] };
    return { returning, level_jumps: jumps, times: times.map(iso) };
  }
}

/** Tells where prices stand still. */
export class StaleResponse {
  @ApiProperty({ type: 'integer', example: 0 })
  runs!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Bars of all runs.' })
  bars!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Bars of the longest run.' })
  longest!: number;

  @ApiProperty({ ...TIME, nullable: true, example: null, description: 'Its first open time.' })
  longest_from!: string | null;

  @ApiProperty({ type: 'integer', example: 30, description: 'So many bars are no run yet.' })
  allowed!: number;

  static of(columns: Columns): StaleResponse {
    if (!columns) return { runs: 0, bars: 0, longest: 0, longest_from: null, allowed: 0 };
    const { runs, bars, longest, longestFromMs, allowed } = columns.stale;
    const from = longestFromMs === null ? null : iso(longestFromMs);
    return { runs, bars, longest, longest_from: from, allowed };
  }
}
