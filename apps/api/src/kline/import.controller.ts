import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { importErrors, ImportPreviewService, ImportService, importView } from '@app/kline';
import { type Actor, type Language, platformErrors } from '@app/platform';
import { CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { csvFile, wantsCsv } from '../http/csv.js';
import { RequestLanguage } from '../http/language.decorator.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { type FormFiles, FormFilesPipe } from './form-files.pipe.js';
import { IMPORT_FORM } from './import-form.js';
import { IMPORT_EXAMPLES } from './import.examples.js';
import { ImportBody, ImportParams, ImportQuery, ImportsQuery } from './import.dto.js';
import {
  ImportCreatedResponse,
  ImportPreviewResponse,
  ImportResponse,
  RejectedRowResponse,
} from './import-status.dto.js';

const notFound = importErrors['kline/import-not-found'];
const CSV = { otherTypes: ['text/csv'] };
const CSV_ROWS = 5000;
const ALL_REJECTED = {
  rows_rejected: { type: 'integer', example: 1 },
  complete: { type: 'boolean', example: true },
} as const;

type RejectedPage = Page<RejectedRowResponse> & { rows_rejected: number; complete: boolean };

@ApiTags('kline')
@ApiExtraModels(ImportBody)
@Controller('kline')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly previews: ImportPreviewService,
  ) {}

  @Post('import')
  @HttpCode(202)
  @Writes()
  @UseInterceptors(AnyFilesInterceptor())
  @ApiOperation({
    summary: 'Import a file of market data',
    description:
      'The file may be packed as .gz or .zip. Its format, symbol, timeframe and columns are found by looking; the other fields overrule that. ' +
      'All rows that keep the rules are written, or none; those that do not are listed by `GET kline/imports/{id}/rejected`. ' +
      'With `dry_run=true` the answer (200) tells what the import would do, and nothing is written; it looks at the first million rows, for ten seconds at most. ' +
      'Only the owner of a series and admins replace rows that are stored; those of others are rejected.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: IMPORT_FORM, examples: IMPORT_EXAMPLES })
  @ApiData(ImportCreatedResponse, { status: 202 })
  @ApiData(ImportPreviewResponse, { description: 'With `dry_run=true`.' })
  @ApiErrors(
    platformErrors['request/form-malformed'],
    platformErrors['request/form-needed'],
    importErrors['kline/import-empty'],
    importErrors['kline/import-unreadable'],
    importErrors['kline/import-symbol-missing'],
    importErrors['kline/import-timeframe-missing'],
    importErrors['kline/import-factors-unfit'],
    importErrors['kline/import-factors-unreadable'],
    importErrors['kline/adjustments-missing'],
    importErrors['kline/dry-run-running'],
    importErrors['kline/dry-runs-busy'],
    importErrors['kline/dividend-uncovered'],
    importErrors['kline/dividend-too-large'],
  )
  @Message('File received.', '文件已接收')
  async create(
    @CurrentActor() actor: Actor,
    @UploadedFiles(FormFilesPipe) { file, factors }: FormFiles,
    @Query() query: ImportQuery,
    @Body() body: ImportBody,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportCreatedResponse | ImportPreviewResponse> {
    const asked = ImportBody.toOptions(body);
    const options = factors ? { ...asked, factors, adjust: true } : asked;
    if (query.dry_run === 'true') {
      response.status(200);
      const preview = await this.previews.preview(actor, file, options, untilGone(response));
      return ImportPreviewResponse.of(preview, language);
    }
    const { id, status } = await this.imports.create(actor, file, options);
    return { import_id: id, status };
  }

  @Get('imports')
  @ApiOperation({ summary: 'List imports, newest first' })
  @ApiPage(ImportResponse)
  @Message('Imports.', '导入任务列表获取成功')
  async page(
    @CurrentActor() actor: Actor,
    @Query() query: ImportsQuery,
    @RequestLanguage() language: Language,
  ): Promise<Page<ImportResponse>> {
    const { symbol, status, page, page_size } = query;
    const [rows, total] = await this.imports.page(actor, { symbol, status }, page, page_size);
    const items = rows.map((row) => importView(row, language));
    return pageOf(items, total, query);
  }

  @Get('imports/:id')
  @ApiOperation({ summary: 'Read the state of an import, and what came of it' })
  @ApiData(ImportResponse)
  @ApiErrors(notFound)
  @Message('Import.', '导入任务获取成功')
  async status(
    @CurrentActor() actor: Actor,
    @Param() { id }: ImportParams,
    @RequestLanguage() language: Language,
  ): Promise<ImportResponse> {
    return importView(await this.imports.find(id, actor), language);
  }

  @Get('imports/:id/rejected')
  @ApiOperation({
    summary: 'List the rows that were left out, in the order of the file',
    description:
      'The first 100000 are listed, `total` of them; `rows_rejected` counts all, and `complete` says whether all are listed. ' +
      "`text/csv` gives the whole list at once; a row that a spreadsheet would take for a formula has a `'` before it.",
  })
  @ApiPage(RejectedRowResponse, CSV, ALL_REJECTED)
  @ApiErrors(notFound)
  @Message('Rejected rows.', '被拒绝的数据行获取成功')
  async rejected(
    @CurrentActor() actor: Actor,
    @Param() { id }: ImportParams,
    @Query() query: PageQuery,
    @RequestLanguage() language: Language,
    @Req() request: Request,
  ): Promise<RejectedPage | StreamableFile> {
    const read = async (page: number, size: number) => {
      const { rows, ...counts } = await this.imports.rejected(id, actor, page, size);
      return { ...counts, items: rows.map((row) => RejectedRowResponse.of(row, language)) };
    };
    const { items, listed, all } = await read(query.page, query.page_size);
    if (!wantsCsv(request)) {
      return { ...pageOf(items, listed, query), rows_rejected: all, complete: listed >= all };
    }
    const pages = allPages(async (page, size) => (await read(page, size)).items.map(asText));
    return csvFile(`rejected-${id}`, ['line', 'reason', 'row', 'problem'], pages);
  }

  @Post('imports/:id/stop')
  @HttpCode(200)
  @Writes()
  @ApiOperation({ summary: 'Stop a waiting or running import; nothing of it is written' })
  @ApiData(Boolean)
  @ApiErrors(notFound, importErrors['kline/import-not-stoppable'])
  @Message('Import stopped.', '导入任务已停止')
  async stop(@CurrentActor() actor: Actor, @Param() { id }: ImportParams): Promise<true> {
    await this.imports.stop(id, actor);
    return true;
  }
}

// Nobody waits for an answer any more once the client has left.
function untilGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

// Spreadsheets run what looks like a formula (OWASP, "CSV Injection").
function asText(rejected: RejectedRowResponse): RejectedRowResponse {
  const { row } = rejected;
  return /^[=+\-@\t\r]/.test(row) ? { ...rejected, row: `'${row}` } : rejected;
}

async function* allPages<Row>(
  read: (page: number, size: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let page = 1; ; page++) {
    const rows = await read(page, CSV_ROWS);
    yield rows;
    if (rows.length < CSV_ROWS) return;
  }
}
