import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  type BarBatch,
  type BarExport,
  BarExportService,
  type Source,
  SeriesService,
} from '@app/kline';
import { AppError, platformErrors, text } from '@app/platform';
import type { JsonText } from '../http/json-text.js';
import { BarPages, stateOf } from './bar-pages.service.js';
import { barsArrow } from './bars.arrow.js';
import { barsCsv } from './bars.csv.js';
import { type BarsQuery, rangeOf } from './kline-query.dto.js';

/** Is the media type of an Apache Arrow stream. */
export const ARROW_TYPE = 'application/vnd.apache.arrow.stream';

const FORMATS = ['application/json', 'text/csv', ARROW_TYPE];
/** Fields that pick a part of what other types than JSON give as a whole. */
const PAGING = ['page', 'page_size', 'cursor'];
const ONLY_JSON = text(
  'is for pages of JSON; other types give the whole range',
  '仅用于 JSON 分页；其他格式返回整个范围',
);
const ENDINGS = new Map([
  ['text/csv', 'csv'],
  [ARROW_TYPE, 'arrows'],
]);
// A reader that takes nothing for so long would keep a connection of the database for nothing.
const STALLED_MS = 60_000;

/** Answers a query of bars as the client accepts it: a page of JSON, or the whole range as CSV or Arrow. */
@Injectable()
export class BarsResponder {
  constructor(
    private readonly series: SeriesService,
    private readonly pages: BarPages,
    private readonly exports: BarExportService,
  ) {}

  async respond(
    symbol: string,
    query: BarsQuery,
    request: Request,
    response: Response,
  ): Promise<JsonText | StreamableFile | undefined> {
    const format = request.accepts(FORMATS);
    if (!format) throw new AppError(platformErrors['request/not-acceptable']);
    if (format !== 'application/json') assertUnpaged(request);
    const range = rangeOf(query);
    const series = await this.series.source(symbol, query.timeframe);
    response.vary('Accept');
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', `W/"${stateOf(series)}.${ENDINGS.get(format) ?? 'json'}"`);
    // Express answers 304 without a body by itself; here the query is saved as well.
    if (request.fresh) return undefined;
    if (format === 'application/json') return this.pages.page(series, query);
    const run = this.exports.open(series, query.timeframe, range);
    response.setTimeout(STALLED_MS, () => response.destroy());
    return this.file(format, series, query, run);
  }

  private async file(
    format: string,
    { symbol }: Source,
    { timeframe }: BarsQuery,
    run: BarExport,
  ): Promise<StreamableFile> {
    const encode =
      format === ARROW_TYPE
        ? (batches: AsyncIterable<BarBatch>) => barsArrow(batches, symbol, timeframe)
        : barsCsv;
    const name = `${symbol.replaceAll(/[^A-Za-z0-9._-]/g, '_')}-${timeframe}.${ENDINGS.get(format)}`;
    return new StreamableFile(await started(run, encode), {
      type: format === ARROW_TYPE ? format : `${format}; charset=utf-8`,
      disposition: `attachment; filename="${name}"`,
    });
  }
}

// By what was sent: the query itself holds defaults.
function assertUnpaged({ query }: Request): void {
  const details = PAGING.filter((field) => field in query).map((field) => ({
    field,
    problem: ONLY_JSON,
  }));
  if (details.length === 0) return;
  throw new AppError(platformErrors['request/invalid'], {
    values: { count: details.length },
    details,
  });
}

// Once the first bytes are there, what can fail at the start has failed as an ordinary error.
async function started(
  run: BarExport,
  encode: (batches: AsyncIterable<BarBatch>) => AsyncIterable<string | Uint8Array>,
): Promise<Readable> {
  const out = new PassThrough();
  const begun = once(out, 'readable');
  run((batches) => pipeline(encode(batches), out)).catch((error: Error) => out.destroy(error));
  await begun;
  return out;
}
