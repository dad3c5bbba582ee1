import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Language } from '@app/platform';
import {
  checkErrors,
  CheckService,
  checkView,
  engineTypes,
  rulesSchema,
  StrategyAuthoring,
  type StrategyCheck,
  strategyErrors,
} from '@app/strategy';
import { CurrentActor, Writes } from '../auth/access.decorators.js';
import { ApiData, ApiErrors } from '../http/api-docs.decorators.js';
import { RequestLanguage } from '../http/language.decorator.js';
import { Message } from '../http/message.decorator.js';
import { authoredView, CheckParams, CheckResponse, StoredStrategyResponse } from './check.dto.js';
import {
  ChangeStrategyBody,
  CreateStrategyBody,
  UpdateStrategyBody,
  ValidateBody,
} from './authoring.dto.js';
import { OwnerQuery } from './strategy-query.dto.js';
import { StrategyParams, StrategyResponse } from './strategy.dto.js';
import {
  CHANGE_EXAMPLES,
  CREATE_EXAMPLES,
  RULES_SCHEMA,
  TYPES,
  UPDATE_EXAMPLES,
  VALIDATE_EXAMPLES,
} from './strategy.examples.js';

const { 'strategy/not-found': notFound, 'strategy/archived': archived } = strategyErrors;
const UNREADABLE = [
  checkErrors['strategy/source-too-large'],
  checkErrors['strategy/source-unreadable'],
];
const UNFIT = [
  ...UNREADABLE,
  checkErrors['strategy/invalid'],
  checkErrors['strategy/name-differs'],
  checkErrors['strategy/name-reserved'],
  checkErrors['strategy/worker-lost'],
  checkErrors['strategy/check-failed'],
];
const GOES_ON = {
  status: 202,
  description:
    'The check did not end within 20 s: `GET strategy/checks/{id}` tells what comes of it.',
};
const STORED =
  'A worker compiles a source and checks its types, or checks rules, and tries the strategy over 500 bars of seeded data; details of a refusal name line and column, or the place in the rules. ' +
  'The same once more answers the version that holds it.';

@ApiTags('strategy')
@Controller('strategy')
export class AuthoringController {
  constructor(
    private readonly authoring: StrategyAuthoring,
    private readonly checks: CheckService,
  ) {}

  @Post()
  @Writes()
  @ApiOperation({ summary: 'Store a strategy', description: STORED })
  @ApiBody({ type: CreateStrategyBody, examples: CREATE_EXAMPLES })
  @ApiData(StoredStrategyResponse)
  @ApiData(CheckResponse, GOES_ON)
  @ApiErrors(...UNFIT, checkErrors['strategy/name-taken'])
  @Message('Strategy stored.', '策略已保存')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateStrategyBody,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StoredStrategyResponse | CheckResponse> {
    const authored = await this.authoring.create(actor, body);
    answerWhen(authored.check, response);
    return authoredView(authored, language);
  }

  @Post('validate')
  @Writes()
  @ApiOperation({
    summary: 'Check a source or rules, and store nothing',
    description:
      'A worker compiles a source and checks its types, or checks rules, and runs the strategy over 500 bars of seeded data with its default params.',
  })
  @ApiBody({ type: ValidateBody, examples: VALIDATE_EXAMPLES })
  @ApiData(CheckResponse)
  @ApiData(CheckResponse, GOES_ON)
  @ApiErrors(...UNREADABLE)
  @Message('Strategy checked.', '策略检查完成')
  async validate(
    @CurrentActor() actor: Actor,
    @Body() body: ValidateBody,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CheckResponse> {
    const check = await this.authoring.validate(actor, body);
    answerWhen(check, response);
    return checkView(check, language);
  }

  @Get('checks/:id')
  @ApiOperation({ summary: 'Read what came of a check' })
  @ApiData(CheckResponse)
  @ApiErrors(checkErrors['strategy/check-not-found'])
  @Message('Check.', '检查结果获取成功')
  async check(
    @CurrentActor() actor: Actor,
    @Param() { id }: CheckParams,
    @RequestLanguage() language: Language,
  ): Promise<CheckResponse> {
    return checkView(await this.checks.find(id, actor), language);
  }

  @Get('types')
  @ApiOperation({
    summary: 'Read the declarations of `@barline/engine` for editors',
    description:
      '`text/plain` gives them as a file: keep it as `barline.d.ts` beside your sources.',
  })
  @ApiData(String, { example: TYPES, otherTypes: ['text/plain'] })
  @Message('Types.', '类型声明获取成功')
  types(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): string | StreamableFile {
    response.vary('Accept');
    if (request.accepts(['json', 'text']) !== 'text') return engineTypes();
    return new StreamableFile(Buffer.from(engineTypes()), {
      type: 'text/plain; charset=utf-8',
      disposition: 'attachment; filename="barline.d.ts"',
    });
  }

  @Get('rules-schema')
  @ApiOperation({
    summary: 'Read the JSON Schema of rules for editors',
    description: '`application/schema+json` gives it as a file.',
  })
  @ApiData(Object, { example: RULES_SCHEMA, otherTypes: ['application/schema+json'] })
  @Message('Schema of rules.', '规则的 JSON Schema 获取成功')
  rulesSchema(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): object | StreamableFile {
    const type = 'application/schema+json';
    response.vary('Accept');
    if (request.accepts(['json', type]) !== type) return rulesSchema;
    const disposition = 'attachment; filename="barline-rules.schema.json"';
    return new StreamableFile(Buffer.from(JSON.stringify(rulesSchema, null, 2)), {
      type,
      disposition,
    });
  }

  @Put(':name')
  @Writes()
  @ApiOperation({ summary: 'Store a new version of a strategy', description: STORED })
  @ApiBody({ type: UpdateStrategyBody, examples: UPDATE_EXAMPLES })
  @ApiData(StoredStrategyResponse)
  @ApiData(CheckResponse, GOES_ON)
  @ApiErrors(notFound, archived, ...UNFIT, checkErrors['strategy/built-in'])
  @Message('Strategy stored.', '策略已保存')
  async update(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Body() body: UpdateStrategyBody,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StoredStrategyResponse | CheckResponse> {
    const authored = await this.authoring.update(actor, name, body);
    answerWhen(authored.check, response);
    return authoredView(authored, language);
  }

  @Patch(':name')
  @Writes()
  @ApiOperation({
    summary: 'Change notes and tags of the newest version, or archive the strategy',
  })
  @ApiBody({ type: ChangeStrategyBody, examples: CHANGE_EXAMPLES })
  @ApiData(StrategyResponse)
  @ApiErrors(notFound, checkErrors['strategy/built-in'])
  @Message('Strategy changed.', '策略已更新')
  async change(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() { owner }: OwnerQuery,
    @Body() body: ChangeStrategyBody,
  ): Promise<StrategyResponse> {
    return StrategyResponse.of(await this.authoring.change(actor, name, body, owner));
  }

  @Delete(':name')
  @Writes()
  @ApiOperation({
    summary: 'Delete a strategy',
    description:
      'Refused while runs refer to it, unless it is archived: then the versions that no run refers to go, and the others stay for their runs.',
  })
  @ApiData(Boolean)
  @ApiErrors(notFound, checkErrors['strategy/built-in'], checkErrors['strategy/in-use'])
  @Message('Strategy deleted.', '策略删除成功')
  async remove(
    @CurrentActor() actor: Actor,
    @Param() { name }: StrategyParams,
    @Query() { owner }: OwnerQuery,
  ): Promise<true> {
    await this.authoring.remove(actor, name, owner);
    return true;
  }
}

function answerWhen({ status }: StrategyCheck, response: Response): void {
  if (status === 'PENDING' || status === 'RUNNING') response.status(202);
}
