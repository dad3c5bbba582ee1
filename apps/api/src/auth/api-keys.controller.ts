import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyService, authErrors } from '@app/auth';
import type { Actor } from '@app/platform';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { CurrentActor } from './access.decorators.js';
import {
  ApiKeyParams,
  ApiKeyResponse,
  CreateApiKeyRequest,
  NewApiKeyResponse,
} from './api-key.dto.js';
import { API_KEY_EXAMPLES } from './auth.examples.js';

@ApiTags('auth')
@Controller('auth/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeyService) {}

  @Post()
  @ApiOperation({ summary: 'Make an API key; its text is shown this once' })
  @ApiBody({ type: CreateApiKeyRequest, examples: API_KEY_EXAMPLES })
  @ApiData(NewApiKeyResponse)
  @Message(
    'API key made; keep it, it is not shown again.',
    'API 密钥已创建，请妥善保存，不会再次显示',
  )
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateApiKeyRequest,
  ): Promise<NewApiKeyResponse> {
    const { record, key } = await this.keys.create(actor, body.name);
    return { ...ApiKeyResponse.of(record), key };
  }

  @Get()
  @ApiOperation({ summary: 'List your API keys, newest first' })
  @ApiPage(ApiKeyResponse)
  @Message('Your API keys.', '当前账户的 API 密钥')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<Page<ApiKeyResponse>> {
    const [keys, total] = await this.keys.list(actor, query.page, query.page_size);
    return pageOf(keys.map(ApiKeyResponse.of), total, query);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API key; it stops at once' })
  @ApiData(Boolean)
  @ApiErrors(authErrors['auth/api-key-not-found'])
  @Message('API key revoked.', 'API 密钥已撤销')
  revoke(@CurrentActor() actor: Actor, @Param() { id }: ApiKeyParams): Promise<true> {
    return this.keys.revoke(actor, id).then(() => true);
  }
}
