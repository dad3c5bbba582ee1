import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** Asks for one page of a list. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1, example: 1, description: 'Page, counted from 1.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  page: number = 1;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 1000,
    default: 20,
    example: 20,
    description: 'Items of a page.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  page_size: number = 20;
}

/** Answers one page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  page_size: number;
  pages: number;
}

/** Builds the answer of one page. */
export function pageOf<T>(
  items: T[],
  total: number,
  query: Pick<PageQuery, 'page' | 'page_size'>,
): Page<T> {
  const { page, page_size } = query;
  return { items, total, page, page_size, pages: Math.ceil(total / page_size) };
}

/** Cuts one page out of a list that is held whole. */
export function pageOfAll<T>(all: T[], query: Pick<PageQuery, 'page' | 'page_size'>): Page<T> {
  const start = (query.page - 1) * query.page_size;
  return pageOf(all.slice(start, start + query.page_size), all.length, query);
}
