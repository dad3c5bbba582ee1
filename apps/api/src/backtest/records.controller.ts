import { Controller, Get, Param, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { backtestErrors, BacktestService } from '@app/backtest';
import type { Actor } from '@app/platform';
import { CurrentActor } from '../auth/access.decorators.js';
import { ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { csvFile, wantsCsv } from '../http/csv.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { RunParams } from './backtest.dto.js';
import { LogResponse } from './log.dto.js';
import { OrderResponse } from './order.dto.js';
import { TradeResponse } from './trade.dto.js';

const { 'backtest/not-found': notFound, 'backtest/no-result': noResult } = backtestErrors;
const CSV = { otherTypes: ['text/csv'] };

@ApiTags('backtest')
@Controller('backtest')
export class RecordsController {
  constructor(private readonly backtests: BacktestService) {}

  @Get(':id/trades')
  @ApiOperation({ summary: 'List trades in the order of closing; text/csv gives all at once' })
  @ApiPage(TradeResponse, CSV)
  @ApiErrors(notFound, noResult)
  @Message('Trades.', '交易记录获取成功')
  async trades(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @Query() query: PageQuery,
    @Req() request: Request,
  ): Promise<Page<TradeResponse> | StreamableFile> {
    const read = async (page: number, size: number): Promise<[TradeResponse[], number]> => {
      const [trades, total] = await this.backtests.trades(id, actor, page, size);
      return [trades.map(TradeResponse.of), total];
    };
    const first = await read(query.page, query.page_size);
    if (!wantsCsv(request)) return pageOf(...first, query);
    return csvFile(`trades-${id}`, TRADE_CSV, allPages(read));
  }

  @Get(':id/orders')
  @ApiOperation({ summary: 'List orders in the order of placement; text/csv gives all at once' })
  @ApiPage(OrderResponse, CSV)
  @ApiErrors(notFound, noResult)
  @Message('Orders.', '订单记录获取成功')
  async orders(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @Query() query: PageQuery,
    @Req() request: Request,
  ): Promise<Page<OrderResponse> | StreamableFile> {
    const read = async (page: number, size: number): Promise<[OrderResponse[], number]> => {
      const [orders, total] = await this.backtests.orders(id, actor, page, size);
      return [orders.map(OrderResponse.of), total];
    };
    const first = await read(query.page, query.page_size);
    if (!wantsCsv(request)) return pageOf(...first, query);
    return csvFile(`orders-${id}`, ORDER_CSV, allPages(read));
  }

  @Get(':id/logs')
  @ApiOperation({
    summary: 'List what the strategy logged, in order',
    description:
      'Also of a run that failed: what it logged until then, unless it was stuck or out of memory.',
  })
  @ApiPage(LogResponse)
  @ApiErrors(notFound, noResult)
  @Message('Log.', '策略日志获取成功')
  async logs(
    @CurrentActor() actor: Actor,
    @Param() { id }: RunParams,
    @Query() query: PageQuery,
  ): Promise<Page<LogResponse>> {
    const [lines, total] = await this.backtests.logs(id, actor, query.page, query.page_size);
    return pageOf(lines.map(LogResponse.of), total, query);
  }
}

const BATCH = 5000;

const TRADE_CSV = [
  'symbol',
  'size',
  'entry_time',
  'exit_time',
  'entry_bar',
  'exit_bar',
  'entry_price',
  'exit_price',
  'pnl',
  'return',
  'fees',
  'mae',
  'mfe',
  'tag',
  'ambiguous',
  'slippage',
  'spread',
  'funding',
  'borrow',
  'sl',
  'tp',
  'exit_reason',
] as const;

const ORDER_CSV = [
  'order',
  'symbol',
  'side',
  'type',
  'size',
  'limit',
  'stop',
  'sl',
  'tp',
  'tag',
  'status',
  'reason',
  'placed_bar',
  'placed_time',
  'filled_bar',
  'filled_time',
  'fill_price',
  'fee',
] as const;

async function* allPages<Row>(
  read: (page: number, size: number) => Promise<[Row[], number]>,
): AsyncGenerator<Row[]> {
  for (let page = 1; ; page++) {
    const [rows] = await read(page, BATCH);
    yield rows;
    if (rows.length < BATCH) return;
  }
}
